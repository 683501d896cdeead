package tocsin.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tocsin.Pause;
import tocsin.Ports;
import tocsin.alarm.CloudWatch;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.cloud.DatabaseTokens;
import tocsin.config.Configuration;
import tocsin.config.Secrets;
import tocsin.health.Gauges;
import tocsin.health.Heartbeats;
import tocsin.health.Outside;
import tocsin.health.Sweeping;
import tocsin.health.Together;
import tocsin.page.Ses;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.runbook.Planning;
import tocsin.runbook.Runbooks;
import tocsin.state.Keys;
import tocsin.state.Queues;
import tocsin.state.Table;

/** The world on AWS, as a function's environment names it; every part is made when it is first used. */
public final class AwsPorts implements Ports {
    /** A start goes on without what is not primed by then. */
    private static final Duration LONGEST_PRIMING = Duration.ofSeconds(5);

    private final InstantSource clock = InstantSource.system();
    private final Pause pause = new JitteredPause();
    private final Lazy<AwsClients> clients;
    private final Lazy<LambdaClient> lambda;
    private final Lazy<SqsClient> sqs;
    private final Lazy<SecretsManagerClient> secretsManager;
    private final Lazy<Table> table;
    private final Lazy<Queues> queues;
    private final Lazy<HttpWeb> web = new Lazy<>(HttpWeb::new);
    private final Lazy<Sns> sns;
    private final Lazy<Ses> ses;
    private final Lazy<CloudWatch> cloudWatch;
    private final Lazy<Heartbeats> heartbeats;
    private final AwsEnvironment environment;
    private final Lazy<AwsCloud> cloud;
    private final Lazy<Database> database;
    private final Lazy<Planning> planning;
    private final Lazy<Sweeping> sweeping;
    private final Together together = new VirtualThreads();
    private final Outside outside = new TheOutside();
    private final Lazy<Gauges> gauges;
    private final DatabaseTokens databaseTokens;
    private final String address;
    private final Lazy<Secrets> secrets;
    private final Lazy<Configuration> configuration;
    private final Lazy<Runbooks> runbooks = new Lazy<>(Runbooks::load);

    private AwsPorts(AwsEnvironment environment, Supplier<Configuration> packed) {
        this.environment = environment;
        configuration = new Lazy<>(packed);
        clients = new Lazy<>(() -> AwsClients.of(environment));
        lambda = new Lazy<>(() -> clients.get().client(LambdaClient.builder()));
        table = new Lazy<>(() -> new DynamoTable(
                new Lazy<>(() -> clients.get().client(DynamoDbClient.builder())),
                environment.required(AwsEnvironment.TABLE)));
        sqs = new Lazy<>(() -> clients.get().client(SqsClient.builder()));
        queues = new Lazy<>(() -> new SqsQueues(
                sqs,
                queue -> environment.required(
                        switch (queue) {
                            case ALARMS -> AwsEnvironment.ALARMS_QUEUE;
                            case PAGES -> AwsEnvironment.PAGES_QUEUE;
                            case STEPS -> AwsEnvironment.STEPS_QUEUE;
                        })));
        sns = new Lazy<>(() -> new SnsPublisher(
                new Regions<>(environment::account, region -> clients.get().client(SnsClient.builder(), region)),
                environment.region().id()));
        ses = new Lazy<>(() -> new SesMailer(
                new Regions<>(environment::account, region -> clients.get().client(SesV2Client.builder(), region)),
                environment.region().id()));
        var spokes = Spokes.of(configuration, environment.optional(AwsEnvironment.SPOKE_PURPOSE));
        cloudWatch = new Lazy<>(() -> new CloudWatchAlarms(
                new Regions<>(
                        environment::account,
                        spokes,
                        region -> clients.get().client(CloudWatchClient.builder(), region)),
                new Sessions(clients.get(), null, environment::account, spokes).of("looks")));
        heartbeats = new Lazy<>(() -> new CloudWatchHeartbeats(new Regions<>(
                environment::account, region -> clients.get().client(CloudWatchClient.builder(), region))));
        cloud = new Lazy<>(() -> new AwsCloud(
                clients.get(),
                new Sessions(
                        clients.get(), environment.optional(AwsEnvironment.MEND_ROLE), environment::account, spokes),
                environment::account,
                spokes,
                clock));
        database = new Lazy<>(
                () -> new InvokedDatabase(lambda, () -> environment.required(AwsEnvironment.DATABASE_FUNCTION)));
        planning = new Lazy<>(
                () -> new InvokedPlanning(lambda, () -> environment.required(AwsEnvironment.REMEDIATE_FUNCTION)));
        sweeping = new Lazy<>(
                () -> new InvokedSweeping(lambda, () -> environment.required(AwsEnvironment.WATCH_FUNCTION)));
        gauges = new Lazy<>(() -> new CloudWatchGauges(
                new Regions<>(
                        environment::account,
                        spokes,
                        region -> clients.get().client(CloudWatchClient.builder(), region)),
                new Sessions(clients.get(), null, environment::account, spokes).of("sweep")));
        databaseTokens = new RdsTokens(clients);
        address = Objects.requireNonNullElse(environment.optional(AwsEnvironment.ADDRESS), "");
        secretsManager = new Lazy<>(() -> clients.get().client(SecretsManagerClient.builder()));
        secrets = new Lazy<>(() -> new SecretsManagerSecrets(secretsManager, clock));
    }

    /** The ports that this process's environment names. Nothing is looked at before it is used. */
    public static AwsPorts fromEnvironment() {
        return new AwsPorts(new AwsEnvironment(System.getenv()), Configuration::load);
    }

    /**
     * The same, and the parts that a function needs first are used at once, each beside all else that it does to start:
     * most of a start is the first use of a client. Where a snapshot of the started function is taken (SnapStart), they
     * are in it.
     */
    public static AwsPorts primed(Part... parts) {
        var ports = fromEnvironment();
        var priming = Arrays.stream(parts)
                .map(part ->
                        Thread.ofPlatform().daemon().name("priming " + part).start(() -> ports.prime(part)))
                .toList();
        if ("snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            priming.forEach(AwsPorts::await);
        }
        return ports;
    }

    /** What can be primed. */
    public enum Part {
        TABLE,
        QUEUES,
        SECRETS,
        WEB
    }

    private void prime(Part part) {
        try {
            switch (part) {
                case TABLE -> table.get().read(List.of(Keys.SILENCES));
                case QUEUES -> sqs.make();
                case SECRETS -> secretsManager.make();
                case WEB -> web.get().prime();
            }
        } catch (RuntimeException failure) {
            // whoever needs it will be told: this use was for nothing but to come before
        }
    }

    private static void await(Thread priming) {
        try {
            priming.join(LONGEST_PRIMING);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ports that an environment given as values names. */
    public static AwsPorts of(Map<String, String> environment) {
        return of(environment, Configuration::load);
    }

    /** The same, with another configuration than the one that was packed. */
    static AwsPorts of(Map<String, String> environment, Supplier<Configuration> configuration) {
        return new AwsPorts(new AwsEnvironment(Map.copyOf(environment)), configuration);
    }

    @Override
    public Table table() {
        return table.get();
    }

    @Override
    public Queues queues() {
        return queues.get();
    }

    @Override
    public Web web() {
        return web.get();
    }

    @Override
    public Sns sns() {
        return sns.get();
    }

    @Override
    public Ses ses() {
        return ses.get();
    }

    @Override
    public CloudWatch cloudWatch() {
        return cloudWatch.get();
    }

    @Override
    public Heartbeats heartbeats() {
        return heartbeats.get();
    }

    @Override
    public String canary() {
        var named = environment.optional(AwsEnvironment.CANARY);
        return named == null ? Ports.super.canary() : named;
    }

    @Override
    public Cloud cloud(String session) {
        return cloud.get().of(session);
    }

    @Override
    public Database database() {
        return database.get();
    }

    @Override
    public Planning planning() {
        return planning.get();
    }

    @Override
    public Sweeping sweeping() {
        return sweeping.get();
    }

    @Override
    public Together together() {
        return together;
    }

    @Override
    public Outside outside() {
        return outside;
    }

    @Override
    public Gauges gauges() {
        return gauges.get();
    }

    @Override
    public DatabaseTokens databaseTokens() {
        return databaseTokens;
    }

    @Override
    public Secrets secrets() {
        return secrets.get();
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Pause pause() {
        return pause;
    }

    @Override
    public Configuration configuration() {
        return configuration.get();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Runbooks runbooks() {
        return runbooks.get();
    }
}
