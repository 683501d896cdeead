package tocsin.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int AT_ONCE = 3;

    @TempDir
    private Path data;

    @Test
    void a_leak_is_paged_mended_proven_and_over() throws Exception {
        var demo = Watched.of(data);

        assertThat(demo.ended().code()).as(demo.ended().said()).isZero();
        assertThat(demo.most()).isEqualTo(90);
        assertThat(demo.last()).isEqualTo(10);
        assertThat(demo.alerts()).matches("1 resolved tocsin-prod/db-1-1, rung 1 times: .*");
        assertThat(demo.said())
                .containsSubsequence(
                        "the API answers /health with 200",
                        "somebody opened 80 connections",
                        "valine-prod-db-connections is ALARM: DatabaseConnections is ",
                        "db-1 opened as P1, because the pool is nearly full",
                        "--yes approves db-1/1",
                        "begins to end the connections",
                        "restarted valine-prod-api: live leads to version 2",
                        "run proven: db-1/1",
                        "resolved: watched for 30 min without a relapse",
                        "mended and proven")
                .contains("alert 1 triggered, rings: [error] P1 db-1", "alert 1 resolved");
        assertKept("RESOLVED", "run proven");
    }

    @Test
    void with_every_connection_taken_the_API_is_down_and_then_well() throws Exception {
        var demo = Watched.of(data, "--full", "--speed", "60");

        assertThat(demo.ended().code()).as(demo.ended().said()).isZero();
        assertThat(demo.refusal()).isEqualTo("53300");
        assertThat(demo.most()).isEqualTo(93); // 100, of which six are reserved, and one counts the others
        assertThat(demo.last()).isEqualTo(10);
        assertThat(demo.alerts()).matches("1 resolved tocsin-prod/db-1-1, rung 1 times: .*");
        assertThat(demo.said())
                .containsSubsequence(
                        "refused: SQLSTATE 53300",
                        "the API answers /health with 503",
                        "the API answers /health with 200",
                        "run proven: db-1/1",
                        "mended and proven");
        assertKept("RESOLVED", "run proven");
    }

    @Test
    void what_leaks_again_at_once_ends_unproven_and_paged() throws Exception {
        var demo = Watched.of(data, "--no-help", "--speed", "60");

        assertThat(demo.ended().code()).as(demo.ended().said()).isEqualTo(1);
        assertThat(demo.most()).isBetween(90, 93);
        // a minute's measurement may fall between what was ended and what leaks anew: the alarm is OK for a minute
        assertThat(demo.alerts().lines().filter(alert -> !alert.contains(" resolved ")))
                .singleElement()
                .asString()
                .matches("\\d triggered tocsin-prod/db-1-\\d, rung 1 times: .*");
        assertThat(demo.said())
                .containsSubsequence(
                        "restarted valine-prod-api: live leads to version 2",
                        "run failed: db-1/1: not proven within 10 min",
                        "stays: ended those that were idle",
                        "a pool that needs a connection opens it anew",
                        "live of valine-prod-api is back at version 1",
                        "NOT mended")
                .doesNotContain("run proven");
        assertKept("OPEN", "run failed");
    }

    /** What each of the others is to say, in this order, where what is done helps. */
    private static Map<String, List<String>> mended() {
        var said = new TreeMap<String, List<String>>();
        said.put(
                "white-screen",
                List.of("deployed frontend r2", "without id=\"root\"", "is release r1", "fetch /* anew"));
        said.put("uploads", List.of("does not let the page in (CORS)", "from 0 to 1 in the CORS rules"));
        said.put("bot", List.of("Discord does not know add-to-allowlist", "Discord has the commands user-info"));
        said.put("errors-after-deploy", List.of("deployed api 2", "is 100, threshold 5", "live leads to version 1"));
        said.put("rds-cpu", List.of("is at 97 %", "Scale up by one class now?", "db.t4g.large", "is at 63 %"));
        said.put("cloudfront", List.of("the page answers 403", "begins to enable", "the page answers 200"));
        return said;
    }

    /** And where it does not. */
    private static Map<String, List<String>> unproven() {
        var said = new TreeMap<String, List<String>>();
        said.put("white-screen", List.of("taken back: the front end in valine-frontend-prod is release r3", "stays:"));
        said.put("uploads", List.of("taken back: the CORS rules of valine-media-uploads are 0 again"));
        said.put(
                "bot",
                List.of(
                        "(the list of commands is what it ought to be)",
                        "taken back: live of valine-orchestrator-prod is back at version 1"));
        said.put("errors-after-deploy", List.of("taken back: put back valine-prod-api: live leads to version 2"));
        said.put("rds-cpu", List.of("stays: project-valine-prod is db.t4g.large", "five minutes of downtime"));
        said.put("cloudfront", List.of("taken back: distribution EDFDVBD6EXAMPLE is disabled again"));
        return said;
    }

    @Test
    void each_way_in_which_the_product_breaks_is_mended_and_proven() {
        together(
                mended(),
                List.of(),
                0,
                (said, parts) -> assertThat(said)
                        .containsSubsequence(parts)
                        .containsSubsequence(
                                "run proven: ", "mended and proven", "story (UTC)", "run proven", "resolved"));
    }

    @Test
    void where_what_is_done_does_not_help_it_is_taken_back_or_says_why_not_and_pages() {
        together(
                unproven(),
                List.of("--no-help"),
                1,
                (said, parts) -> assertThat(said)
                        .containsSubsequence("run failed: ", "not proven within ")
                        .contains(parts)
                        .containsSubsequence(
                                "PagerDuty alert 1 triggered again", "NOT mended", "story (UTC)", "run failed")
                        .doesNotContain("run proven"));
    }

    /** Some side by side, since most of what they do is to wait; all at once they would keep each other waiting. */
    private void together(
            Map<String, List<String>> told,
            List<String> options,
            int code,
            BiConsumer<String, List<String>> assertion) {
        var names = List.copyOf(told.keySet());
        for (var from = 0; from < names.size(); from += AT_ONCE) {
            var demos = new TreeMap<String, Tocsin>();
            try {
                for (var name : names.subList(from, Math.min(from + AT_ONCE, names.size()))) {
                    var arguments = new ArrayList<>(List.of("demo", name, "--yes", "--speed", "60"));
                    arguments.addAll(List.of("--data", data.resolve(name).toString()));
                    arguments.addAll(options);
                    demos.put(name, Tocsin.start(arguments.toArray(String[]::new)));
                }
                demos.forEach((name, demo) -> {
                    var ended = demo.ended(LONGEST);
                    assertThat(ended.code()).as(ended.said()).isEqualTo(code);
                    assertion.accept(Tocsin.unbroken(ended.said()), told.getOrDefault(name, List.of()));
                });
            } finally {
                demos.values().forEach(Tocsin::close);
            }
        }
    }

    /** What the next one who runs on that data is shown. */
    private void assertKept(String phase, String told) {
        try (var up = Tocsin.start("up", "--port", "0", "--data", data.toString())) {
            up.line("ready http://127.0.0.1:");
            var shown = Tocsin.run("show", "db-1", "--data", data.toString());

            assertThat(shown.said()).startsWith("db-1  P1  " + phase).contains(told);
        }
    }
}
