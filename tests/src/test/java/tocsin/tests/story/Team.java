package tocsin.tests.story;

import java.util.function.UnaryOperator;
import tocsin.config.Configuration;

/**
 * Three people who are on call, as tocsin.yaml names them: Ann and Bo have an application and a telephone, Cy, whom the
 * pager does not know, a telephone.
 */
final class Team {
    /** Ann has it until nine in the morning of the night in which the stories begin. */
    static final String WEEK =
            "{ zone: UTC, turns: daily, hand-over: \"09:00\", people: [ann, bo], since: 2026-02-01 }";

    private static final String LADDER = "{ to: primary, for: 5m }, { to: bo, for: 5m }, { to: everyone, again: 10m }";

    private static final String PEOPLE = """
            people:
              ann: { zone: UTC, reach: [ { pushover: "secret:tocsin/ann" }, { sms: "secret:tocsin/ann-phone" } ] }
              bo: { zone: UTC, reach: [ { pushover: "secret:tocsin/bo" }, { sms: "secret:tocsin/bo-phone" } ] }
              cy: { zone: UTC, reach: [ { sms: "secret:tocsin/cy-phone" } ] }
            """;

    private static final String CHANNELS = """
            channels:
              mail: "secret:tocsin/mail-topic"
              pushover: { token: "secret:tocsin/pushover", callback: "https://tocsin.example/hooks/pushover" }
            """;

    private static final Configuration CLIMBS = configuration("tocsin", WEEK, LADDER, text -> text);
    private static final Configuration PAGED = configuration("pagerduty", WEEK, LADDER, text -> text);

    private Team() {}

    /** Tocsin climbs its own ladder: whoever has the rota, then Bo, then everybody. */
    static Configuration climbs() {
        return CLIMBS;
    }

    static Configuration climbs(String rota, String ladder) {
        return configuration("tocsin", rota, ladder, text -> text);
    }

    /** The same, and its runbooks may ask. */
    static Configuration climbsAndIsAsked() {
        return configuration("tocsin", WEEK, LADDER, Team::asking);
    }

    static Configuration isPagedAndIsAsked() {
        return isPaged(Team::asking);
    }

    private static String asking(String text) {
        return text.replaceFirst("(?m)^budget:", "runbooks: { connection-pool: { prod: approve } }\nbudget:");
    }

    /** PagerDuty escalates, and Cy is rung round it. */
    static Configuration isPaged() {
        return PAGED;
    }

    static Configuration isPaged(UnaryOperator<String> edit) {
        return configuration("pagerduty", WEEK, LADDER, edit);
    }

    private static Configuration configuration(
            String escalates, String rota, String ladder, UnaryOperator<String> edit) {
        return Valine.paging(text -> edit.apply(text.replaceFirst("(?ms)^runbooks:.*?(?=^budget:)", "")
                .replace("ladder: pagerduty", "ladder: " + escalates)
                .replace("ring: [owner]", "ring: [cy]")
                .replaceFirst("(?ms)^people:.*?(?=^#)", PEOPLE)
                .replaceFirst("(?ms)^rotas:.*?(?=^#)", "rotas: { primary: " + rota + " }\nladder: [ " + ladder + " ]\n")
                .replaceFirst("(?m)^channels: .*\n", CHANNELS)));
    }
}
