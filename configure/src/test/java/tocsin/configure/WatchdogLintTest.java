package tocsin.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Finding;

/** Whether anybody would hear that Tocsin itself is silent. */
class WatchdogLintTest {
    private static final String PAGING = """
            product: valine
            paging: on
            stages: { prod: { account: "111122223333", regions: [us-west-2] } }
            services: { api: { users-lose: all, match: { namespace: [AWS/Lambda] } } }
            severity: [ { P0: { service: [api] }, because: x } ]
            hear: { P0: { page: at-once }, P1: { page: at-once }, P2: { mail: at-once }, P3: { mail: at-once } }
            pager: { pagerduty: "secret:tocsin/pagerduty", ladder: pagerduty }
            people:
              ada: { reach: [ { pushover: "secret:a" }, { sms: "secret:b" } ] }
              bob: { reach: [ { mail: "secret:c" } ] }
              cy: { reach: [ { pushover: "secret:d" } ], pagerduty: P1 }
            channels: { mail: "secret:tocsin/mail", pushover: "secret:tocsin/pushover" }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void a_project_without_runbooks() throws IOException {
        Files.createDirectories(folder.resolve("values"));
        Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(folder.resolve("values/local.yaml"), "{}\n");
    }

    private List<String> lint(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("tocsin.yaml"), yaml);
        var reading = new ConfigurationReader(folder).read(file, "local", Map.of());
        ConfigurationReader.orThrow(reading);
        return WatchdogLint.findings(reading).stream().map(Finding::toString).toList();
    }

    @Test
    void who_pages_without_a_watchdog_is_told_and_who_does_not_is_not() throws IOException {
        assertThat(lint(PAGING))
                .containsExactly("tocsin.yaml:2: warning: nobody is rung when Tocsin itself is silent; expected a"
                        + " watchdog in another Region");
        assertThat(lint(PAGING.replace("paging: on", "paging: shadow"))).isEmpty();
        assertThat(lint(PAGING.replace("paging: on", "paging: shadow")
                        .replace("users-lose: all,", "users-lose: all, paging: on,")))
                .as("one service is enough")
                .hasSize(1);
    }

    @Test
    void a_watchdog_reaches_people_by_what_a_topic_can_send() throws IOException {
        assertThat(lint(PAGING + "watchdog: { region: us-east-2, ring: [ada, bob] }\n"))
                .isEmpty();
        assertThat(lint(PAGING + "watchdog: { region: us-east-2, ring: [ada, cy] }\n"))
                .containsExactly("tocsin.yaml:13: warning: the watchdog reaches cy by no way of theirs: expected sms or"
                        + " mail among them, or a pager's address given to watchdog.yaml");
    }

    @Test
    void another_time_than_the_usual_is_to_be_deployed_too() throws IOException {
        assertThat(lint(PAGING + "watchdog: { region: us-east-2, silent: 10m, ring: [ada] }\n"))
                .containsExactly(
                        "tocsin.yaml:13: warning: the watchdog counts for itself: watchdog.yaml is to be deployed"
                                + " with SilentMinutes=10");
        assertThat(lint(PAGING + "watchdog: { region: us-east-2, silent: 5m, ring: [ada] }\n"))
                .isEmpty();
    }

    @Test
    void of_what_was_refused_nothing_is_said() throws IOException {
        var file = Files.writeString(folder.resolve("tocsin.yaml"), "product: valine\n");

        assertThat(WatchdogLint.findings(new ConfigurationReader(folder).read(file, "local", Map.of())))
                .isEmpty();
    }
}
