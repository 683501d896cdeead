package tocsin.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmKind;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.alarm.Way;
import tocsin.config.Acknowledge;
import tocsin.config.Backup;
import tocsin.config.Budget;
import tocsin.config.Channels;
import tocsin.config.ChatHook;
import tocsin.config.Configuration;
import tocsin.config.Entrances;
import tocsin.config.Hearing;
import tocsin.config.Hours;
import tocsin.config.IgnoreRule;
import tocsin.config.MayTouch;
import tocsin.config.Mode;
import tocsin.config.Pager;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Person;
import tocsin.config.Pushover;
import tocsin.config.Rate;
import tocsin.config.Reach;
import tocsin.config.RunbookModes;
import tocsin.config.Secret;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.SeverityRule;
import tocsin.config.SlackChannel;
import tocsin.config.Stage;
import tocsin.config.TestingConfiguration;
import tocsin.config.Unmatched;
import tocsin.config.Watchdog;
import tocsin.maintenance.Window;
import tocsin.oncall.OnCall;

/** A small product: a database, an API that needs it, and media that need the API; its alarms say how bad they are. */
public final class TestingProduct {
    private static final String ACCOUNT = "111122223333";

    private TestingProduct() {}

    /** With all of it on {@code paging: on}. */
    public static Configuration paging() {
        return configuration(Paging.ON, Paging.ON, List.of());
    }

    /** The API claims its alarms by a tag alone. */
    public static Configuration byTags() {
        var product = paging();
        var prod = product.stages().getFirst();
        var api = prod.service("api").orElseThrow();
        var tagged = new Service(
                api.stage(),
                api.name(),
                api.usersLose(),
                api.needs(),
                new Pattern("{\"tags\":{\"service\":[\"api\"]}}"),
                api.probe(),
                api.resources(),
                api.paging());
        return product.withStages(List.of(new Stage(
                prod.name(), prod.account(), prod.regions(), null, List.of(tagged), prod.severities(), null)));
    }

    /** A P1 waits five minutes for a runbook that acts by itself and has helped often enough. */
    public static Configuration mended() {
        return configuration(Paging.ON, Paging.ON, List.of(), Mode.AUTOMATIC, Duration.ofMinutes(5));
    }

    /** The team has a channel of each chat, and the owner is rung by Pushover. */
    public static Configuration chatting() {
        return chatting(Paging.ON);
    }

    public static Configuration chatting(Paging paging) {
        var owner = Person.of(
                "owner", ZoneOffset.UTC, List.of(new Reach(Reach.Kind.PUSHOVER, new Secret("tocsin/owner"), null)));
        return configuration(paging, paging, List.of(), Mode.APPROVE, null, owner, CHATS);
    }

    /** The team has these channels. */
    public static Configuration chatting(Channels channels) {
        var owner = Person.of(
                "owner", ZoneOffset.UTC, List.of(new Reach(Reach.Kind.PUSHOVER, new Secret("tocsin/owner"), null)));
        return configuration(Paging.ON, Paging.ON, List.of(), Mode.APPROVE, null, owner, channels);
    }

    private static final Reach MAIL = new Reach(Reach.Kind.MAIL, new Secret("tocsin/mail-topic"), null);

    private static final Channels CHATS = new Channels(
            MAIL,
            new SlackChannel("#valine-ops", new Secret("tocsin/slack"), null, null),
            new ChatHook(new Secret("tocsin/discord")),
            null,
            null,
            new Pushover(new Secret("tocsin/pushover"), "https://api.example.com/hooks/pushover", null),
            null);

    public static Configuration configuration(Paging database, Paging others, List<Window> windows) {
        return configuration(database, others, windows, Mode.APPROVE, null);
    }

    private static Configuration configuration(
            Paging database, Paging others, List<Window> windows, Mode mode, @Nullable Duration unlessMended) {
        var owner = Person.of(
                "owner", ZoneOffset.UTC, List.of(new Reach(Reach.Kind.SMS, new Secret("tocsin/phone"), null)));
        return configuration(database, others, windows, mode, unlessMended, owner, Channels.of(MAIL));
    }

    private static Configuration configuration(
            Paging database,
            Paging others,
            List<Window> windows,
            Mode mode,
            @Nullable Duration unlessMended,
            Person owner,
            Channels channels) {
        var services = List.of(
                service("db", List.of(), database),
                service("api", List.of("db"), others),
                service("media", List.of("api"), others));
        var severities = List.of(
                rule(
                        Severity.P0,
                        "{\"alarm\":[{\"suffix\":\"-rate\"}],\"observed\":[{\"numeric\":[\">\",10]}]}",
                        "one in ten fails"),
                rule(Severity.P0, "{\"alarm\":[{\"suffix\":\"-down\"}]}", "it is down"),
                rule(Severity.P1, "{\"alarm\":[{\"suffix\":\"-high\"}]}", "it is high"),
                rule(Severity.P2, "{\"alarm\":[{\"suffix\":\"-rate\"}]}", "one in twenty fails"),
                rule(Severity.P3, "{\"alarm\":[{\"suffix\":\"-slow\"}]}", "it is slow"));
        var hear = new LinkedHashMap<String, Hearing>();
        hear.put("P0", new Hearing(Hours.ALWAYS, false));
        hear.put("P1", new Hearing(Hours.ALWAYS, false, unlessMended, null));
        hear.put("P2", new Hearing(new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0), ZoneOffset.UTC), true));
        hear.put("P3", new Hearing(null, true));
        var modes = List.of(new RunbookModes(
                "connection-pool",
                new Pattern(
                        mode.actsByItself() ? "{\"alarm\":[\"db-high\"]}" : "{\"metric\":[\"DatabaseConnections\"]}"),
                Map.of("prod", mode)));
        return new Configuration(
                "valine",
                others,
                List.of(new Stage("prod", ACCOUNT, List.of("us-west-2"), null, services, severities, null)),
                Unmatched.NOTICE,
                List.of(new IgnoreRule(
                        "scales by itself", new Pattern("{\"alarm\":[{\"prefix\":\"TargetTracking-\"}]}"))),
                ZoneOffset.UTC,
                hear,
                new Pager(new Secret("tocsin/pagerduty"), null, null),
                new Backup(Duration.ofMinutes(6), List.of("owner")),
                new Acknowledge(Duration.ofMinutes(5), Duration.ofMinutes(30)),
                List.of(owner),
                OnCall.PAGERDUTY,
                channels,
                modes,
                new Budget(new Rate(1, Duration.ofHours(6)), new Rate(5, Duration.ofDays(1))),
                new MayTouch(List.of(ACCOUNT), Map.of("tocsin", "allowed")),
                windows,
                null,
                TestingConfiguration.TIMES,
                new Watchdog("us-east-2", Duration.ofMinutes(5), List.of("owner")),
                null,
                Entrances.NONE,
                List.of());
    }

    private static Service service(String name, List<String> needs, Paging paging) {
        var match = new Pattern("{\"alarm\":[{\"prefix\":\"" + name + "-\"}]}");
        var resources = new LinkedHashMap<String, String>();
        resources.put("function", "valine-prod-" + name);
        resources.put("alias", "live");
        resources.put("stack", "valine-prod-" + name);
        return new Service("prod", name, "all of " + name, needs, match, null, resources, paging);
    }

    private static SeverityRule rule(Severity severity, String pattern, String because) {
        return new SeverityRule(severity, new Pattern(pattern), because);
    }

    public static Transition transition(String alarm, AlarmState state, Instant at) {
        var metric = new Metric(
                "m1",
                "AWS/RDS",
                alarm.startsWith("db-high") ? "DatabaseConnections" : "Other",
                Map.of(),
                "Average",
                60,
                null,
                null,
                null,
                true);
        return new Transition(
                new AlarmId("arn:aws:cloudwatch:us-west-2:" + ACCOUNT + ":alarm:" + alarm, null),
                alarm,
                AlarmKind.METRIC,
                Way.EVENTBRIDGE,
                state,
                state == AlarmState.ALARM ? AlarmState.OK : AlarmState.ALARM,
                at,
                ACCOUNT,
                "us-west-2",
                null,
                "Threshold Crossed",
                List.of(metric),
                80.0,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                Map.of());
    }
}
