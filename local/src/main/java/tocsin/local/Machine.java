package tocsin.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tocsin.local.health.OwnAlarms;
import tocsin.local.http.Route;
import tocsin.local.run.AsyncInvocations;
import tocsin.local.run.Bus;
import tocsin.local.run.Delivering;
import tocsin.local.run.Feed;
import tocsin.local.run.Json;
import tocsin.local.run.LambdaFunction;
import tocsin.local.run.QueueSource;
import tocsin.local.run.Schedule;
import tocsin.local.run.Timetable;
import tocsin.local.run.Topic;
import tocsin.local.stream.EmbeddedDynamo;
import tocsin.local.stream.StreamSource;
import tocsin.local.stream.TableMaker;
import tocsin.local.template.Deployment;
import tocsin.local.template.Deployment.Source;
import tocsin.local.template.Place;
import tocsin.local.template.TemplateRefused;

/** What stands between the parts of the template: who calls whom, and with what. */
final class Machine {
    /** How many calls that nobody waits for one function gets at the same time. */
    private static final int ASYNC_CONCURRENCY = 10;

    private final Deployment deployment;
    private final EmbeddedDynamo dynamo;
    private final Path data;
    private final QueueSet queues;
    private final FunctionSet functions;
    private final ScaledClock clock;
    private final Map<String, AsyncInvocations> async = new LinkedHashMap<>();
    private final Map<String, String> streams = new LinkedHashMap<>();
    private final List<StreamSource> streamSources = new ArrayList<>();
    private final List<Timetable.Entry> schedules = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final Bus bus;
    private final Feed feed;
    private final Timetable timetable;

    Machine(
            Deployment deployment,
            EmbeddedDynamo dynamo,
            Path data,
            QueueSet queues,
            FunctionSet functions,
            ScaledClock clock,
            Closing closing) {
        this.deployment = deployment;
        this.dynamo = dynamo;
        this.data = data;
        this.queues = queues;
        this.functions = functions;
        this.clock = clock;
        deployment.tables().forEach(table -> streams.put(table.streamArn(), TableMaker.make(dynamo, table)));
        deployment.functions().forEach(this::openWaiting);
        // from here on threads run: whatever fails, they are stopped before the queues are closed
        List<AutoCloseable> calling = new ArrayList<>();
        closing.laterTogether(calling);
        for (var function : deployment.functions()) {
            var invocations = async(function);
            async.put(function.arn(), invocations);
            calling.add(invocations);
        }
        for (var function : deployment.functions()) {
            for (var source : function.sources()) {
                connect(function, source).ifPresent(calling::add);
            }
        }
        this.bus = new Bus(deployment.rules().stream().map(this::rule).toList());
        this.feed = feed();
        var ownAlarms = new OwnAlarms(dynamo.region().id(), account(), bus::put);
        deployment.setAlarms().forEach(set -> schedules.add(schedule(set, ownAlarms)));
        this.timetable = closing.later(new Timetable(schedules, clock));
    }

    private void openWaiting(Deployment.Function function) {
        var outlasting = function.timeout().multipliedBy(2).plus(Duration.ofSeconds(30));
        queues.openOwn(waiting(function), outlasting);
    }

    private static String waiting(Deployment.Function function) {
        return function.logicalName() + "-async";
    }

    private AsyncInvocations async(Deployment.Function function) {
        var settings = new AsyncInvocations.Settings(
                function.async().retries(),
                clock.bounding(function.async().maximumAge()),
                queues.ofArn(function.async().onFailureArn()),
                ASYNC_CONCURRENCY);
        return new AsyncInvocations(
                settings, queues.named(waiting(function)), functions.named(function.logicalName()), clock);
    }

    private Optional<AutoCloseable> connect(Deployment.Function function, Source source) {
        var called = functions.named(function.logicalName());
        return switch (source) {
            case Source.FromQueue from -> Optional.of(queueSource(from, called));
            case Source.FromStream from -> Optional.of(streamSource(function, from, called));
            case Source.OnSchedule on -> {
                schedules.add(schedule(function, on));
                yield Optional.empty();
            }
            case Source.OnRequest(var method, var path, var open) -> {
                routes.add(new Route(method, path, open, called));
                yield Optional.empty();
            }
        };
    }

    private QueueSource queueSource(Source.FromQueue from, LambdaFunction called) {
        var settings = new QueueSource.Settings(
                from.queueArn(),
                dynamo.region().id(),
                from.batchSize(),
                from.window(),
                from.concurrency(),
                from.partial());
        return new QueueSource(settings, queues.ofArn(from.queueArn()), called, clock);
    }

    private StreamSource streamSource(Deployment.Function function, Source.FromStream from, LambdaFunction called) {
        var stream = streams.get(from.streamArn());
        if (stream == null || stream.isEmpty()) {
            throw new TemplateRefused(
                    function.place(),
                    function.logicalName() + " reads a stream that no table has: " + from.streamArn());
        }
        var settings = StreamSource.Settings.of(from, stream, queues.ofArn(from.onFailureArn()));
        var checkpoints = data.resolve("stream-of-" + function.logicalName() + ".json");
        var source = new StreamSource(settings, dynamo, checkpoints, called, clock);
        streamSources.add(source);
        return source;
    }

    private Timetable.Entry schedule(Deployment.Function function, Source.OnSchedule on) {
        var invocations = invocationsOf(function.arn());
        return new Timetable.Entry(
                on.name(),
                when(on.place(), on.name(), on.expression(), on.zone()),
                due -> invocations.invoke(on.input().orElseGet(() -> scheduled(on.name(), due))));
    }

    private static Timetable.Entry schedule(Deployment.SetAlarm set, OwnAlarms alarms) {
        return new Timetable.Entry(
                set.name(),
                when(set.place(), set.name(), set.expression(), set.zone()),
                due -> alarms.set(set.alarm(), set.state(), due));
    }

    private AsyncInvocations invocationsOf(String functionArn) {
        var invocations = async.get(functionArn);
        if (invocations == null) {
            throw new IllegalArgumentException("there is no function " + functionArn + "; there are " + async.keySet());
        }
        return invocations;
    }

    private static Schedule when(Place place, String name, String expression, String zone) {
        try {
            return Schedule.of(expression, ZoneId.of(zone));
        } catch (RuntimeException e) {
            throw new TemplateRefused(place, name + ": " + e.getMessage());
        }
    }

    /** What EventBridge Scheduler sends where no input is given. */
    private String scheduled(String name, Instant due) {
        var id = UUID.nameUUIDFromBytes((name + "/" + due).getBytes(StandardCharsets.UTF_8));
        var account = account();
        var region = dynamo.region().id();
        var event = Json.object()
                .put("version", "0")
                .put("id", id.toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.scheduler")
                .put("account", account)
                .put("time", due.toString())
                .put("region", region);
        event.putArray("resources").add("arn:aws:scheduler:" + region + ":" + account + ":schedule/default/" + name);
        return event.put("detail", "{}").toString();
    }

    private String account() {
        return deployment.functions().getFirst().arn().split(":", -1)[4];
    }

    private Feed feed() {
        var topic = deployment.topics().stream()
                .filter(candidate -> candidate.logicalName().equals("AlarmsTopic"))
                .findFirst()
                .map(this::topic);
        return new Feed(
                topic, bus, deployment.alarmActionFunction().map(this::invocationsOf), queues.named("AlarmsQueue"));
    }

    private Topic topic(Deployment.Topic topic) {
        var subscriptions = deployment.subscriptions().stream()
                .filter(subscription -> subscription.topicArn().equals(topic.arn()))
                .map(subscription -> new Topic.Subscription(
                        delivering(subscription.queueArn(), subscription.deadLettersArn()), subscription.raw()))
                .toList();
        return new Topic(topic.arn(), subscriptions, clock);
    }

    private Bus.Rule rule(Deployment.Rule rule) {
        var targets = rule.targets().stream()
                .map(target -> delivering(target.queueArn(), target.deadLettersArn()))
                .toList();
        return new Bus.Rule(rule.logicalName(), rule.pattern(), targets);
    }

    private Delivering delivering(String queueArn, Optional<String> deadLettersArn) {
        return new Delivering(queues.ofArn(queueArn), queues.ofArn(deadLettersArn));
    }

    Feed feedIn() {
        return feed;
    }

    List<Route> routes() {
        return routes;
    }

    QueueSet queues() {
        return queues;
    }

    FunctionSet functions() {
        return functions;
    }

    /** How long a function waits for more messages of a queue, by the template. */
    Duration batchingWindow(String logicalName) {
        var arn = deployment.queues().stream()
                .filter(queue -> queue.logicalName().equals(logicalName))
                .map(Deployment.Queue::arn)
                .findFirst();
        return deployment.functions().stream()
                .flatMap(function -> function.sources().stream())
                .filter(source -> source instanceof Source.FromQueue from && arn.equals(Optional.of(from.queueArn())))
                .map(source -> ((Source.FromQueue) source).window())
                .findFirst()
                .orElse(Duration.ZERO);
    }

    void pauseSchedules(boolean stop) {
        timetable.pause(stop);
    }

    void pauseStreams(boolean stop) {
        streamSources.forEach(source -> source.pause(stop));
    }
}
