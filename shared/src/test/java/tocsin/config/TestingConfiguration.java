package tocsin.config;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.maintenance.Window;
import tocsin.oncall.OnCall;

/** A small product: an API that needs a database, in prod and staging. */
public final class TestingConfiguration {
    static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    /** The numbers of triage as the project ships them. */
    public static final Times TIMES = new Times(
            new Rate(6, Duration.ofMinutes(30)),
            new Rate(5, Duration.ofMinutes(5)),
            new Rate(3, Duration.ofMinutes(5)),
            Duration.ofMinutes(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(2),
            Duration.ofDays(400));

    private TestingConfiguration() {}

    public static Configuration small() {
        var phone = new Reach(Reach.Kind.SMS, new Secret("tocsin/phone"), null);
        return small(List.of(Person.of("owner", LOS_ANGELES, List.of(phone))), OnCall.PAGERDUTY);
    }

    /** The same with these people, who are on call so. */
    public static Configuration small(List<Person> people, OnCall onCall) {
        var hear = new LinkedHashMap<String, Hearing>();
        hear.put("P0", new Hearing(Hours.ALWAYS, false));
        hear.put("P1", new Hearing(Hours.ALWAYS, false));
        hear.put("P2", new Hearing(new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0), LOS_ANGELES), true));
        hear.put("P3", new Hearing(null, true));
        return new Configuration(
                "valine",
                Paging.SHADOW,
                List.of(stage("prod", "111122223333"), stage("staging", "444455556666")),
                Unmatched.NOTICE,
                List.of(
                        new IgnoreRule(
                                "scales by itself", new Pattern("{\"alarm\":[{\"prefix\":\"TargetTracking-\"}]}")),
                        new IgnoreRule("actions switched off", new Pattern("{\"actions-enabled\":[false]}"))),
                LOS_ANGELES,
                hear,
                new Pager(new Secret("tocsin/pagerduty"), null, null),
                new Backup(Duration.ofMinutes(6), List.of("owner")),
                new Acknowledge(Duration.ofMinutes(5), Duration.ofMinutes(30)),
                people,
                onCall,
                Channels.of(new Reach(Reach.Kind.MAIL, new Secret("tocsin/mail-topic"), null)),
                List.of(new RunbookModes("connection-pool", null, Map.of("prod", Mode.APPROVE))),
                new Budget(new Rate(1, Duration.ofHours(6)), new Rate(5, Duration.ofDays(1))),
                new MayTouch(List.of("111122223333"), Map.of("tocsin", "allowed")),
                List.of(Window.weekly(
                        DayOfWeek.SUNDAY,
                        LocalTime.of(2, 0),
                        LocalTime.of(4, 0),
                        ZoneOffset.UTC,
                        List.of(),
                        List.of(Severity.P0),
                        null,
                        "weekly maintenance")),
                null,
                TIMES,
                null,
                null,
                Entrances.NONE,
                List.of());
    }

    private static Stage stage(String name, String account) {
        var services = List.of(
                service(name, "web", List.of("api"), "{\"namespace\":[\"AWS/CloudFront\"]}"),
                service(
                        name,
                        "api",
                        List.of("db"),
                        "{\"dimensions\":{\"FunctionName\":[\"valine-" + name + "-api\"]}}"),
                service(
                        name,
                        "db",
                        List.of(),
                        "{\"dimensions\":{\"DBInstanceIdentifier\":[\"project-valine-" + name + "\"]}}"));
        return new Stage(name, account, List.of("us-west-2", "us-east-1"), null, services, severities(), null);
    }

    private static Service service(String stage, String name, List<String> needs, String match) {
        return new Service(
                stage, name, "all of it", needs, new Pattern(match), null, Map.of("alias", "live"), Paging.SHADOW);
    }

    private static List<SeverityRule> severities() {
        return List.of(
                rule(Severity.P3, "{\"stage\":[\"staging\"]}", "nobody pays for it"),
                rule(
                        Severity.P0,
                        "{\"service\":[\"api\"],\"label\":[\"error rate\"],\"observed\":[{\"numeric\":[\">\",10]}]}",
                        "more than one call in ten fails"),
                rule(
                        Severity.P1,
                        "{\"service\":[\"db\"],\"metric\":[\"DatabaseConnections\"]}",
                        "the pool is nearly full"),
                rule(Severity.P2, "{\"label\":[\"error rate\"]}", "more than one call in twenty fails"));
    }

    private static SeverityRule rule(Severity severity, String match, String because) {
        return new SeverityRule(severity, new Pattern(match), because);
    }
}
