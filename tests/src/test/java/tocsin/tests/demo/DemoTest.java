package tocsin.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
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
    void without_the_step_that_helps_it_ends_unproven_and_paged() throws Exception {
        var demo = Watched.of(data, "--without-ending-idle", "--speed", "60");

        assertThat(demo.ended().code()).as(demo.ended().said()).isEqualTo(1);
        assertThat(demo.most()).isEqualTo(90);
        assertThat(demo.last()).isBetween(80, 90); // the pool of the API that was taken back may be filling
        // a new pool takes its time: where the minute's measurement falls into it, the alarm is OK for a minute
        assertThat(demo.alerts().lines().filter(alert -> !alert.contains(" resolved ")))
                .singleElement()
                .asString()
                .matches("\\d triggered tocsin-prod/db-1-\\d, rung 1 times: .*");
        assertThat(demo.said())
                .containsSubsequence(
                        "restarted valine-prod-api: live leads to version 2",
                        "not proven within 10 min",
                        "live of valine-prod-api is back at version 1",
                        "run failed: db-1/1",
                        "NOT mended")
                .doesNotContain("run proven");
        assertKept("OPEN", "run failed");
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
