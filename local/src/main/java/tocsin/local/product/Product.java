package tocsin.local.product;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.cloud.Cloud;
import tocsin.cloud.Functions;
import tocsin.local.Surroundings;

/**
 * Valine's production on one machine: PostgreSQL, the API on it, and the AWS round them. The alarm on the database's
 * connections is measured, not played: whatever fills the database raises it.
 */
public final class Product implements Surroundings {
    /** The alarm that is measured. */
    public static final String ALARM = "valine-prod-db-connections";

    /** The function in front of the API. */
    public static final String FUNCTION = "valine-prod-api";

    /** The secret by which Tocsin enters the database. */
    public static final String SECRET = "local/project-valine-prod";

    private static final String INSTANCE = "project-valine-prod";
    private static final String ALIAS = "live";
    private static final String API = "a1b2c3d4e5";
    private static final Map<String, String> ALLOWED = Map.of("tocsin", "allowed");
    private static final double MOST_CONNECTIONS = 80;
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final JsonMapper JSON = new JsonMapper();

    private final ProductDatabase database;
    private final ProductApi api;
    private final OpenConnections connections;
    private final PretendLambda lambda;
    private final BucketServer s3 = new BucketServer();
    private final PretendCloud cloud;
    private final PretendCloudWatch cloudWatch;
    private final InstantSource clock;
    private final String topic;
    private final Place place;
    private Consumer<String> deliver = payload -> {};
    private Optional<EachMinute> minutes = Optional.empty();

    private Product(Settings settings, ProductDatabase database, InstantSource clock, Path data) {
        this.database = database;
        this.api = settings.api();
        this.clock = clock;
        this.topic = settings.topic();
        this.place = settings.place();
        this.connections = new OpenConnections(database.monitor());
        this.lambda =
                new PretendLambda(clock, SETTLING, new KeptFunctions(data.resolve("lambda.json")), this::restarted);
        this.cloud = new PretendCloud(clock, lambda, s3.address(), data);
        s3.serve(cloud.buckets, "");
        this.cloudWatch = new PretendCloudWatch(new KeptStandings(data.resolve("cloudwatch.json")), this::tell);
    }

    /**
     * Where it stands in for which AWS.
     *
     * @param api bound already: its address is known before anything else is
     * @param binaries where PostgreSQL's programs are unpacked
     * @param topic ARN of the topic that the alarm tells
     */
    public record Settings(ProductApi api, Path binaries, Place place, String topic) {}

    /** Starts it on what it held before; nothing is measured until {@link #begin}. */
    public static Product start(Settings settings, InstantSource clock, Path data) {
        var database = ProductDatabase.start(data, settings.binaries());
        try {
            var product = new Product(settings, database, clock, data);
            settings.api().use(database.application());
            product.deploy();
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
        var metric = new Metric(
                "connections",
                "AWS/RDS",
                "DatabaseConnections",
                Map.of("DBInstanceIdentifier", INSTANCE),
                "Maximum",
                MeasuredAlarm.PERIOD,
                null,
                null,
                null,
                true);
        var alarm =
                new MeasuredAlarm(place, ALARM, "The pool is nearly full", metric, MOST_CONNECTIONS, List.of(topic));
        cloudWatch.create(alarm, connections, AlarmMoved.Standing.well(clock.instant()));
    }

    /** What else tocsin.yaml names of production, under the names that it has there. */
    private void furnish() {
        lambda.create(place, "valine-prod-media", ALIAS, Map.of("STAGE", "prod"), ALLOWED);
        lambda.create(place, "valine-orchestrator-prod", ALIAS, Map.of("STAGE", "prod"), ALLOWED);
        cloud.tables.create("valine-orchestrator-state-prod");
        cloud.gateways.create(place, API, "prod", ALLOWED);
        cloud.stacks.create("valine-prod");
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
            api.restart();
        }
    }

    /** The alarm as it stands. */
    public CloudWatch.AlarmStatus alarm() {
        return Objects.requireNonNull(cloudWatch.alarm(place, ALARM));
    }

    /** What was measured last; not a number where nothing was. */
    public double lastMeasured() {
        return cloudWatch.lastMeasured(place, ALARM).orElse(Double.NaN);
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
        return api;
    }

    @Override
    public synchronized void close() {
        minutes.ifPresent(EachMinute::close);
        connections.close();
        s3.close();
        api.close();
        database.close();
    }
}
