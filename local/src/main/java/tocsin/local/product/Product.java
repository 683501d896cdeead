package tocsin.local.product;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Buckets;
import tocsin.cloud.Cloud;
import tocsin.cloud.Functions;
import tocsin.local.Surroundings;
import tocsin.local.data.SecretLine;
import tocsin.local.discord.Command;

/**
 * Valine's production on one machine: PostgreSQL, the API on it, a front end, uploads, a bot, and the AWS round them.
 * Its alarms are measured, not played: whatever breaks the product raises them.
 */
public final class Product implements Surroundings {
    /** On the connections that clients have open to the database. */
    public static final String CONNECTIONS = "valine-prod-db-connections";

    /** On the database's processor. */
    public static final String CPU = "valine-prod-db-cpu";

    /** On the share of the API's calls that fail. */
    public static final String ERRORS = "valine-prod-api-error-rate";

    /** A page that comes and shows nothing. */
    public static final String BLANK = "valine-prod-frontend-blank";

    /** A page that does not come. */
    public static final String DOWN = "valine-prod-frontend-down";

    /** On uploads. */
    public static final String UPLOADS = "valine-prod-media-uploads";

    /** On the bot in Discord. */
    public static final String BOT = "valine-prod-bot-silent";

    /** The function in front of the API. */
    public static final String FUNCTION = "valine-prod-api";

    /** The secret by which Tocsin enters the database. */
    public static final String SECRET = "local/project-valine-prod";

    private static final String INSTANCE = "project-valine-prod";
    private static final String ALIAS = "live";
    private static final String API = "a1b2c3d4e5";
    private static final Map<String, String> ALLOWED = Map.of("tocsin", "allowed");
    private static final String LOGS = "/aws/lambda/" + FUNCTION;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final JsonMapper JSON = new JsonMapper();

    private final ProductDatabase database;
    private final Doors doors;
    private final OpenConnections connections;
    private final PretendLambda lambda;
    private final BucketServer s3 = new BucketServer();
    private final PretendCloud cloud;
    private final PretendCloudWatch cloudWatch;
    private final FrontEnd frontEnd;
    private final Visitor visitor;
    private final Demand demand = new Demand();
    private final Set<String> throwing = new TreeSet<>();
    private final InstantSource clock;
    private final String topic;
    private final Place place;
    private Consumer<String> deliver = payload -> {};
    private Optional<EachMinute> minutes = Optional.empty();
    private int build = 1;

    private Product(Settings settings, ProductDatabase database, InstantSource clock, Path data) {
        this.database = database;
        this.doors = settings.doors();
        this.clock = clock;
        this.topic = settings.topic();
        this.place = settings.place();
        this.connections = new OpenConnections(database.monitor());
        this.lambda =
                new PretendLambda(clock, SETTLING, new KeptFunctions(data.resolve("lambda.json")), this::restarted);
        this.cloud = new PretendCloud(clock, lambda, s3.address(), data);
        s3.serve(cloud.buckets);
        this.frontEnd = new FrontEnd(cloud, settings.place(), doors, ALLOWED);
        this.visitor = new Visitor(doors, cloud, settings.place(), clock);
        this.cloudWatch = new PretendCloudWatch(new KeptStandings(data.resolve("cloudwatch.json")), this::tell);
    }

    /**
     * Where it stands in for which AWS.
     *
     * @param binaries where PostgreSQL's programs are unpacked
     * @param topic ARN of the topic that the alarm tells
     */
    public record Settings(Doors doors, Path binaries, Place place, String topic) {}

    /** Starts it on what it held before; nothing is measured until {@link #begin}. */
    public static Product start(Settings settings, InstantSource clock, Path data) {
        var database = ProductDatabase.start(data, settings.binaries());
        try {
            var product = new Product(settings, database, clock, data);
            settings.doors().api().use(database.application());
            product.deploy();
            product.watch();
            SecretLine.put(data.resolve("secrets.yaml"), SECRET, secret(database.tocsin()));
            return product;
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /** In the form that RDS gives the secrets which it keeps in Secrets Manager. */
    private static String secret(Login login) {
        return JSON.createObjectNode()
                .put("engine", "postgres")
                .put("host", login.host())
                .put("port", login.port())
                .put("dbname", login.database())
                .put("username", login.role())
                .put("password", login.password())
                .toString();
    }

    private void deploy() {
        var variables = Map.of("STAGE", "prod", "CONNECTION_LIMIT", Integer.toString(ProductApi.POOL));
        cloud.instances.create(INSTANCE, "db.t4g.medium", 100, true, ALLOWED);
        lambda.create(place, FUNCTION, ALIAS, variables, ALLOWED);
        furnish();
        frontEnd.release(true);
        doors.edges()
                .serve(new EdgeServer.Origin(
                        clock, cloud.distributions, FrontEnd.DISTRIBUTION, cloud.buckets, FrontEnd.BUCKET));
        allowUploads(true);
        registerCommands();
    }

    private void watch() {
        var alarms = new Alarms(cloudWatch, place, topic, clock.instant());
        alarms.connections(INSTANCE, connections);
        alarms.cpu(INSTANCE, this::cpu);
        alarms.errors(FUNCTION, visitor::failing);
        alarms.health(BLANK, "The page is blank", "frontend", "Blank", visitor::isBlank);
        alarms.health(DOWN, "The page does not come", "frontend", "Down", visitor::isAway);
        alarms.health(
                UPLOADS,
                "Pictures cannot be added",
                "media",
                "Down",
                () -> !visitor.upload().well());
        alarms.health(
                BOT,
                "The bot does not answer",
                "bot",
                "Down",
                () -> !visitor.command().well());
    }

    /** What else tocsin.yaml names of production, under the names that it has there. */
    private void furnish() {
        lambda.create(place, "valine-prod-media", ALIAS, Map.of("STAGE", "prod"), ALLOWED);
        lambda.create(place, Visitor.BOT, ALIAS, Map.of("STAGE", "prod"), ALLOWED);
        cloud.tables.create("valine-orchestrator-state-prod");
        cloud.gateways.create(place, API, "prod", ALLOWED);
        cloud.stacks.create("valine-prod");
        cloud.buckets.create(Visitor.UPLOADS, ALLOWED);
        for (var group : List.of(
                LOGS,
                "/aws/lambda/valine-prod-media",
                "/aws/lambda/" + Visitor.BOT,
                "/aws/apigateway/valine-prod",
                "/aws/rds/instance/" + INSTANCE + "/postgresql")) {
            cloud.logs.create(group);
        }
        for (var machine : List.of("valine-deploy-staging", "valine-deploy-prod", "valine-migrations-prod")) {
            cloud.stateMachines.create(
                    "arn:aws:states:" + place.region() + ":" + place.account() + ":stateMachine:" + machine, ALLOWED);
        }
    }

    /** From now on each minute is measured, and what alarms tell is handed over as AWS would. */
    public synchronized void begin(Consumer<String> receiver) {
        deliver = receiver;
        minutes = Optional.of(EachMinute.start(clock, cloudWatch::minute));
    }

    private void tell(AlarmMoved moved) {
        deliver.accept(AlarmEvents.event(moved));
        var insufficient = moved.state() == AlarmState.INSUFFICIENT_DATA; // without an action of its own
        if (!insufficient) {
            deliver.accept(JSON.createObjectNode()
                    .put("Type", "Notification")
                    .put("TopicArn", topic)
                    .put("Subject", AlarmEvents.subject(moved))
                    .put("Message", AlarmEvents.message(moved))
                    .toString());
        }
    }

    /** Another version behind the alias has containers of its own. */
    private void restarted(String function, Functions.AliasState leads) {
        if (function.equals(FUNCTION) && leads.alias().equals(ALIAS)) {
            var code =
                    lambda.describe(place, FUNCTION, leads.version(), AT_ONCE).codeSha256();
            doors.api().throwing(throwing.contains(code));
            doors.api().restart();
        }
    }

    /**
     * Deploys the next version of the API, as the product's own deployment does.
     *
     * @param whole whether its code works
     * @return the version behind the alias from now on
     */
    public String deployApi(boolean whole) {
        build++;
        lambda.deploy(place, FUNCTION, build);
        var latest = lambda.describe(place, FUNCTION, null, AT_ONCE);
        if (!whole) {
            throwing.add(latest.codeSha256());
        }
        var published = lambda.publish(place, FUNCTION, latest.codeSha256(), latest.revision(), "", AT_ONCE);
        if (!(published instanceof Functions.Changed.Done<Functions.FunctionState>(var version))) {
            throw new IllegalStateException("somebody else deploys " + FUNCTION);
        }
        var alias = lambda.alias(place, FUNCTION, ALIAS, AT_ONCE);
        lambda.moveAlias(place, FUNCTION, ALIAS, version.version(), alias.revision(), AT_ONCE);
        return version.version();
    }

    /** From now on every version of the API throws that was there before: what they need is gone. */
    public void breakOldVersions() {
        lambda.versions(place, FUNCTION, AT_ONCE).forEach(version -> throwing.add(version.codeSha256()));
    }

    /** Whether the bucket of uploads lets the front end in. */
    public void allowUploads(boolean allowed) {
        var rule = new Buckets.CorsRule(
                List.of(doors.frontAddress().toString()), List.of("GET", "PUT", "POST"), List.of("*"), List.of(), null);
        cloud.buckets.putCors(place, Visitor.UPLOADS, allowed ? List.of(rule) : List.of(), AT_ONCE);
    }

    private void registerCommands() {
        doors.discord()
                .register(Visitor.COMMANDS.stream()
                        .map(name -> new Command(name, List.of()))
                        .toList());
    }

    /** Somebody registers an empty list of the bot's commands. */
    public void forgetCommands() {
        doors.discord().register(List.of());
    }

    /** From now on the bot's function throws. */
    public void silenceBot() {
        lambda.failing(place, Visitor.BOT, "{\"errorType\":\"TypeError\"}");
    }

    /** Somebody disables the front end's distribution. */
    public void disableFrontEnd() {
        cloud.distributions.set(FrontEnd.DISTRIBUTION, false);
    }

    public FrontEnd frontEnd() {
        return frontEnd;
    }

    public Demand demand() {
        return demand;
    }

    public Visitor visitor() {
        return visitor;
    }

    /** Of the database's processor, in percent. */
    public double cpu() {
        return demand.of(cloud.instances.instanceClass(INSTANCE));
    }

    /** The class of the database's instance. */
    public String instanceClass() {
        return cloud.instances.instanceClass(INSTANCE);
    }

    /** One of the alarms, as it stands. */
    public CloudWatch.AlarmStatus alarm(String name) {
        return Objects.requireNonNull(cloudWatch.alarm(place, name));
    }

    /** What an alarm was measured at last; not a number where it was not. */
    public double lastMeasured(String alarm) {
        return cloudWatch.lastMeasured(place, alarm).orElse(Double.NaN);
    }

    /** How many connections clients have open now, whoever counts not counted. */
    public long connections() {
        return (long) connections.now().orElse(0);
    }

    @Override
    public CloudWatch cloudWatch() {
        return cloudWatch;
    }

    /** The functions, as something to be played with. */
    public PretendLambda functions() {
        return lambda;
    }

    /** The rest of its cloud, as something to be played with. */
    public PretendCloud parts() {
        return cloud;
    }

    @Override
    public Cloud cloud() {
        return cloud.ports();
    }

    public ProductDatabase database() {
        return database;
    }

    public ProductApi api() {
        return doors.api();
    }

    @Override
    public synchronized void close() {
        minutes.ifPresent(EachMinute::close);
        connections.close();
        s3.close();
        visitor.close();
        doors.close();
        database.close();
    }
}
