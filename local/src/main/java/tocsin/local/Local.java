package tocsin.local;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tocsin.Ports;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.CloudWatch.AlarmPage;
import tocsin.alarm.CloudWatch.Place;
import tocsin.aws.HttpWeb;
import tocsin.health.Canary;
import tocsin.local.chat.Pretended;
import tocsin.local.data.DataFolder;
import tocsin.local.data.Up;
import tocsin.local.health.WatchdogStandIn;
import tocsin.local.http.HttpApi;
import tocsin.local.queue.DiskQueue;
import tocsin.local.run.Feed;
import tocsin.local.run.Json;
import tocsin.local.run.LambdaFunction;
import tocsin.local.stream.EmbeddedDynamo;
import tocsin.local.template.TemplateReader;

/** The whole deployment in this process, on 127.0.0.1 alone. */
public final class Local implements AutoCloseable {
    /** Where a running machine takes payloads to be fed in; no path of the template's. */
    public static final String SEND_PATH = "/-/send";

    /** Where a running machine lists the alarms of its CloudWatch; no path of the template's. */
    public static final String ALARMS_PATH = "/-/alarms";

    private static final JsonType<AlarmPage> PAGES = Jsonb.instance().type(AlarmPage.class);

    private final Closing closing;
    private final Up up;
    private final ScaledClock clock;
    private final Outbox outbox;
    private final EmbeddedDynamo dynamo;
    private final Machine machine;
    private final Ports ports;

    private Local(
            Closing closing,
            Up up,
            ScaledClock clock,
            Outbox outbox,
            EmbeddedDynamo dynamo,
            Machine machine,
            Ports ports) {
        this.closing = closing;
        this.up = up;
        this.clock = clock;
        this.outbox = outbox;
        this.dynamo = dynamo;
        this.machine = machine;
        this.ports = ports;
    }

    /**
     * Starts everything; when this returns, it is up.
     *
     * @throws tocsin.local.template.TemplateRefused naming the line of the template that is not understood
     * @throws tocsin.local.data.DataInUse where somebody else runs on the data
     * @throws tocsin.local.http.PortInUse where somebody else listens on the port
     */
    public static Local start(Options options) {
        var deployment = TemplateReader.read(options.template(), options.world());
        var closing = new Closing();
        try {
            var data = closing.later(DataFolder.take(options.data()));
            var http = closing.later(HttpApi.bind(options.port()));
            var clock =
                    closing.later(new ClockKeeper(data.path(), options.speed())).clock();
            var dynamo = closing.later(EmbeddedDynamo.start(
                    data.path().resolve("dynamodb"), options.world().region()));
            var queues = new QueueSet(deployment, data.path().resolve("queues"), clock, closing);
            var pretended = new Pretended(options.configuration(), clock, options.printer());
            var web = options.pretends() ? pretended.web(new HttpWeb()) : new HttpWeb();
            var outbox =
                    new Outbox(data.path().resolve("outbox.jsonl"), options.printer(), options.snsUrl(), web, clock);
            var functions = new FunctionSet();
            var surroundings = closing.later(options.surroundings().make(clock, data.path()));
            var watchdog = closing.later(WatchdogStandIn.started(options.configuration(), clock, options.printer()));
            var secrets = new SecretsFile(data.path().resolve("secrets.yaml"));
            var links = options.configuration().entrances().links();
            if (links != null) {
                secrets.make(links.key().name());
            }
            var ports = new LocalPorts(
                    dynamo.table(deployment.tables().getFirst().name()),
                    queues.port(),
                    web,
                    outbox,
                    outbox,
                    watchdog,
                    Canary.PREFIX + options.world().stack(),
                    surroundings,
                    new InvokedHere(functions::find),
                    options.pretends() ? pretended.secrets(secrets, secrets::has) : secrets,
                    clock,
                    options.configuration(),
                    options.runbooks(),
                    http.address().toString());
            functions.make(deployment, ports, clock.instant());
            var machine = new Machine(deployment, dynamo, data.path(), queues, functions, clock, closing);
            var up = new Up(http.address(), token(), ProcessHandle.current().pid(), caller());
            var access = new HttpApi.Access(options.world().account(), up.token(), up.caller());
            var own = Map.of(SEND_PATH, own(machine.feedIn()), ALARMS_PATH, listed(surroundings.cloudWatch()));
            http.serve(machine.routes(), access, clock, own);
            closing.later(http); // once more: nothing comes in while the rest stops
            data.tell(up);
            return new Local(closing, up, clock, outbox, dynamo, machine, ports);
        } catch (RuntimeException | Error e) {
            closing.close();
            throw e;
        }
    }

    private static Function<byte[], String> own(Feed feed) {
        return body -> {
            var answer = Json.object();
            var sent = answer.putArray("sent");
            for (var one : feed.send(new String(body, StandardCharsets.UTF_8))) {
                sent.addObject().put("way", one.way().name()).put("said", one.said());
            }
            return answer.toString();
        };
    }

    private static Function<byte[], String> listed(CloudWatch cloudWatch) {
        return body -> {
            var asked = Json.read(new String(body, StandardCharsets.UTF_8));
            var place = new Place(
                    asked.path("account").asText(), asked.path("region").asText());
            return PAGES.toJson(cloudWatch.alarms(
                    place, asked.has("token") ? asked.path("token").asText() : null));
        };
    }

    private static String token() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String caller() {
        return System.getProperty("user.name", "local").replaceAll("[^A-Za-z0-9+=,.@_-]", "-");
    }

    public URI address() {
        return up.address();
    }

    /** How the command reaches this machine. */
    public Up up() {
        return up;
    }

    public ScaledClock clock() {
        return clock;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** The ports that the functions have. */
    public Ports ports() {
        return ports;
    }

    /** Feeds in a payload the way AWS would; once this returns, it is on disk. */
    public List<Feed.Sent> send(String payload) {
        return machine.feedIn().send(payload);
    }

    /** A queue by its name in the template. */
    public DiskQueue queue(String logicalName) {
        return machine.queues().named(logicalName);
    }

    /** A function by its name in the template. */
    public LambdaFunction function(String logicalName) {
        return machine.functions().named(logicalName);
    }

    /** How long a function waits for more messages of a queue, by the template. */
    public Duration batchingWindow(String logicalName) {
        return machine.batchingWindow(logicalName);
    }

    /** How many HTTP requests DynamoDB got since the start, by "DynamoDB_20120810.GetItem"; retries are counted. */
    public Map<String, Long> tableRequests() {
        return dynamo.requests();
    }

    /** Stops every schedule, WATCH's among them, or lets them go on. */
    public void pauseSchedules(boolean stop) {
        machine.pauseSchedules(stop);
    }

    /** Stops every stream, or lets them go on: what happens when a stream has trouble. */
    public void pauseStreams(boolean stop) {
        machine.pauseStreams(stop);
    }

    /** Stops within seconds; what was at work and not done is done after the next start. */
    @Override
    public void close() {
        closing.close();
    }
}
