package tocsin.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.incident.IncidentRef;
import tocsin.local.pagerduty.Alert;
import tocsin.local.pagerduty.PagerDutyServer;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.page.Link;

class UpTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();
    private PagerDutyServer pager;

    @BeforeEach
    void a_pager() throws IOException {
        pager = new PagerDutyServer(pagerDuty, Instant::now, 0);
        Files.createDirectories(data());
        Files.writeString(data().resolve("secrets.yaml"), """
                tocsin/pagerduty: routing-key-made-up-for-one-test
                tocsin/pagerduty-webhook: secret-of-a-test
                tocsin/mail-topic: arn:aws:sns:us-west-2:111122223333:operators
                tocsin/phone: "+12065550100"
                """);
        var shipped = Files.readString(ROOT.resolve("tocsin.yaml"));
        Files.writeString(
                folder.resolve("on.yaml"),
                shipped.replaceFirst("(?m)^paging: shadow", "paging: on")
                        .replaceFirst("(?m)^pager: \\{", "pager: { url: \"" + pager.url() + "\","));
    }

    @AfterEach
    void no_pager() {
        pager.close();
    }

    @Test
    void what_was_sent_outlives_a_kill_9_and_is_paged_once() throws Exception {
        try (var up = up("0")) {
            up.line("ready ");
            var sent = Tocsin.run("send", "--data", data().toString(), sample("frontend-error-rate.sns"));
            assertThat(sent.code()).as(sent.said()).isZero();
            assertThat(LocalApi.on(data()).send(Files.readString(Path.of(sample("db-connections.eventbridge")))))
                    .isEqualTo(200);
            up.kill();
        }

        try (var up = up("0")) {
            up.line("ready ");
            assertSoon(() -> triggered() == 2, up);
            var listed = Tocsin.run("incidents", "--data", data().toString());

            assertThat(listed.said()).contains("frontend-1", "P0").contains("db-1", "P1");
            assertThat(pagerDuty.alerts())
                    .allSatisfy(alert -> assertThat(alert.rings()).isEqualTo(1));
            assertThat(up.stop().code()).isZero();
        }
        assertThat(postgres()).isEmpty();
        assertThat(data().resolve("up.json")).doesNotExist();
    }

    @Test
    void a_run_that_nobody_sees_is_refused_where_its_plan_may_not_and_a_service_that_there_is_not_is_bad_input() {
        try (var up = up("0")) {
            up.line("ready ");
            assertThat(asked("halt").code()).isZero();

            var run = asked("run", "restart-lambda", "--service", "api", "--yes");
            assertThat(run.said()).contains("may not: ", "tocsin: not run: its plan says what it may not", "halted");
            assertThat(run.code()).as(run.said()).isEqualTo(1);
            assertThat(asked("plan", "restart-lambda", "--service", "nobody").code())
                    .isEqualTo(2);
            assertThat(asked("deployed", "nobody", "v42").code()).isEqualTo(2);

            assertThat(asked("deployed", "api", "v42", "--withdraw").code()).isEqualTo(1);
            assertThat(asked("deployed", "api", "v42").code()).isZero();
            assertThat(asked("deployed", "api", "v42", "--withdraw").said())
                    .isEqualTo("v42 of prod/api is withdrawn: it counts no more");
        }
    }

    @Test
    void drift_tells_what_the_pretend_products_CloudWatch_lacks_and_has_too_much_of() {
        try (var up = up("0")) {
            up.line("ready ");
            var drift = asked("drift", "--stage", "prod");

            assertThat(drift.code()).as(drift.said()).isEqualTo(1);
            assertThat(drift.said())
                    .contains(
                            "111122223333 us-west-2  missing: valine-prod-api-5xx: api: api-5xx above 10 for 1 x 1 min")
                    .contains("us-west-2  changed: valine-prod-db-cpu: ")
                    .contains("periods: expected 3, found 1")
                    .contains("us-west-2  orphaned: valine-prod-frontend-down: tocsin.yaml asks for no alarm")
                    .contains("111122223333 us-east-1  sends nothing: no alarm is there")
                    .doesNotContain("matched by no rule", "not read");
        }
    }

    @Test
    void what_is_declared_is_paged_and_its_link_acknowledges_without_the_token() throws Exception {
        try (var up = up("0")) {
            up.line("ready ");
            var declared = Tocsin.run("declare", "api", "P0", "checkout fails", "--data", data().toString());
            assertThat(declared.code()).as(declared.said()).isZero();
            assertThat(declared.said()).contains("api-1 has it: P0 of prod/api");
            assertSoon(() -> triggered() == 1, up);

            var key = Files.readString(data().resolve("secrets.yaml"))
                    .lines()
                    .filter(line -> line.startsWith("tocsin/links: "))
                    .map(line -> line.replaceAll("tocsin/links: |\"", ""))
                    .findFirst()
                    .orElseThrow();
            var link = new Link(
                            new IncidentRef("prod/api", 1),
                            "owner",
                            Instant.now().plus(SOON))
                    .token(key);
            assertThat(LocalApi.on(data()).get("/l/" + link)).contains("<h1>P0 api-1 ", "Nobody has it.");
            assertThat(LocalApi.on(data()).get("/l/" + link.substring(1))).contains("This is no link of ours");
            assertThat(LocalApi.on(data()).press("/l/" + link, "do=acknowledge"))
                    .isEqualTo(200);

            var listed = Tocsin.run("incidents", "--data", data().toString());
            assertThat(listed.said()).contains("api-1", "ACKNOWLEDGED owner");
            assertThat(up.stop().code()).isZero();
        }
    }

    @Test
    void a_channel_without_its_secret_is_stood_in_for_and_shows_what_it_would_show() throws Exception {
        var on = folder.resolve("on.yaml");
        Files.writeString(
                on,
                Files.readString(on)
                        .replaceFirst(
                                "(?m)^channels: \\{",
                                "channels: { slack: { to: \"#ops\", token: \"secret:tocsin/slack\" },"
                                        + " discord: \"secret:tocsin/discord-hook\", teams: \"secret:tocsin/teams\","));
        try (var up = up("0")) {
            up.line("ready ");
            assertThat(asked("declare", "api", "P0", "checkout fails").code()).isZero();

            up.line("Slack (pretended), #ops: P0 api-1 pages load, then errors");
            up.line("Discord (pretended): P0 api-1 ");
            up.line("Teams (pretended): P0 api-1 ");
            assertSoon(() -> triggered() == 1, up); // by its own secret, and the address that the configuration has
            assertThat(asked("ack", "api-1").code()).isZero();
            up.line("Slack (pretended), C01VALINE, edited: Acknowledged: P0 api-1 ");
            assertThat(up.stop().code()).isZero();
        }
    }

    @Test
    void who_is_on_call_is_told_overridden_and_subscribed_to_at_the_terminal() throws Exception {
        Files.writeString(
                data().resolve("secrets.yaml"), "tocsin/calendar: made-up-for-one-test\n", StandardOpenOption.APPEND);
        Files.writeString(
                folder.resolve("on.yaml"), "subscribe: \"secret:tocsin/calendar\"\n", StandardOpenOption.APPEND);
        try (var up = up("0")) {
            up.line("ready ");

            assertThat(asked("oncall").said())
                    .contains("primary at ", "(America/Los_Angeles, ", "  now   owner until Mon ", "no overrides");
            assertThat(asked("oncall", "--at", "2027-01-04 09:00", "--next", "1d")
                            .said())
                    .contains("Mon 2027-01-04 09:00  Mon 2027-01-11 09:00  01-04 17:00 - 01-11 17:00  owner  turn");
            assertThat(asked("oncall", "--at", "soon").code()).isEqualTo(2);

            var added = asked("oncall", "override", "owner", "now", "12h").said();
            assertThat(added).matches("owner has primary from .* UTC to .* UTC \\(o-[0-9a-f]{8}\\)");
            var id = added.replaceFirst(".*\\((.*)\\)", "$1");
            assertThat(asked("oncall").said()).contains("override " + id + " by " + System.getProperty("user.name"));
            assertThat(asked("oncall", "override", "--withdraw", id).said()).startsWith(id + " withdrawn by ");
            assertThat(asked("oncall", "override", "nobody", "now", "12h").code())
                    .isEqualTo(2);

            assertThat(asked("oncall", "--ics").said()).contains("SUMMARY:primary: owner");
            var address = asked("oncall", "--subscribe").said();
            assertThat(LocalApi.open(address)).contains("SUMMARY:primary: owner");
            assertThat(LocalApi.open(address.replaceAll("[0-9a-f]{64}", "0".repeat(64))))
                    .contains("no such calendar");
        }
    }

    @Test
    void a_rota_may_be_a_calendar_and_lint_tells_what_only_a_running_one_knows() throws Exception {
        var config = folder.resolve("on.yaml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst(
                                "(?m)^  primary: \\{.*$", "  primary: { calendar: rota.ics, hand-over: \"09:00\" }"));
        Files.writeString(folder.resolve("rota.ics"), """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                UID:1
                DTSTART;VALUE=DATE:20260105
                DTEND;VALUE=DATE:20260112
                RRULE:FREQ=WEEKLY
                SUMMARY:On call: Owner
                END:VEVENT
                END:VCALENDAR
                """);
        var alone = asked("lint", "--config", config.toString());
        assertThat(alone.code()).as(alone.said()).isZero();
        assertThat(alone.said())
                .contains("not known here: when people last answered a test page", "(nothing runs on ")
                .doesNotContain("nobody has primary");

        try (var up = up("0")) {
            up.line("ready ");
            assertSoon(() -> asked("oncall").said().contains("its calendar was last read at "), up);

            assertThat(asked("oncall").said()).contains("  now   owner until ", "  calendar");
            var lint = asked("lint", "--config", config.toString());
            assertThat(lint.code()).as(lint.said()).isZero();
            assertThat(lint.said())
                    .contains("warning: test page: nobody knows whether owner can be woken")
                    .doesNotContain("not known here", "nobody has primary");
        }
    }

    private Tocsin.Ended asked(String... arguments) {
        return Tocsin.run(Stream.concat(Stream.of(arguments), Stream.of("--data", data().toString()))
                .toArray(String[]::new));
    }

    @Test
    void at_sixty_times_the_speed_a_heartbeat_comes_out_of_the_end_of_the_way_within_seconds() throws Exception {
        try (var up = Tocsin.start(
                "up",
                "--speed",
                "60",
                "--port",
                "0",
                "--data",
                data().toString(),
                "--config",
                folder.resolve("on.yaml").toString())) {
            up.line("ready ");
            assertSoon(() -> asked("heartbeat").code() == 0, up);

            assertThat(asked("heartbeat").said())
                    .startsWith("well: a heartbeat came out of the end of the way ")
                    .endsWith("; told in us-east-2 and us-west-2");
            assertThat(asked("incidents").said()).doesNotContain("canary");
            assertThat(asked("unread").said()).isEqualTo("nothing");
        }
        assertThat(pagerDuty.alerts()).isEmpty();
    }

    @Test
    void a_second_one_says_so_and_leaves_the_first_alone() throws Exception {
        try (var first = up("0")) {
            var ready = first.line("ready ");

            var second = up("0").ended(SOON);
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.said())
                    .startsWith("tocsin: " + data() + " is in use: process ")
                    .endsWith(" is up at " + ready.replace("ready ", "") + "; it was left alone");

            var listed = Tocsin.run("incidents", "--data", data().toString());
            assertThat(listed.code()).as(listed.said()).isZero();
            assertThat(LocalApi.on(data()).withoutToken()).isEqualTo(403);
            assertThat(first.stop().code()).isZero();
        }
        assertThat(postgres()).isEmpty();
    }

    @Test
    void a_port_in_use_is_named_and_nothing_is_left_running() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var port = Integer.toString(taken.getLocalPort());

            var ended = up(port).ended(SOON);

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.said())
                    .isEqualTo("tocsin: port " + port + " of 127.0.0.1 is in use; --port 0 takes any that is free");
        }
        assertThat(postgres()).isEmpty();
    }

    @Test
    void a_demo_that_is_told_to_stop_leaves_nothing_running() {
        var fresh = folder.resolve("fresh").toString();
        try (var demo = Tocsin.start("demo", "--yes", "--data", fresh)) {
            demo.line("somebody opened");

            var ended = demo.stop();

            assertThat(ended.code()).isEqualTo(143);
            assertThat(ended.said()).doesNotContain("\tat ");
        }
        assertThat(postgres()).isEmpty();
    }

    private Tocsin up(String port) {
        return Tocsin.start(
                "up",
                "--port",
                port,
                "--data",
                data().toString(),
                "--config",
                folder.resolve("on.yaml").toString());
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String sample(String name) {
        return ROOT.resolve("events/valine/" + name + ".json").toString();
    }

    private long triggered() {
        return pagerDuty.alerts().stream()
                .filter(alert -> alert.state() == Alert.State.TRIGGERED)
                .count();
    }

    /** Those that run on this test's data. */
    private String postgres() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()) && line.contains("postgres"))
                .reduce("", (one, other) -> one + other + "\n");
    }

    private void assertSoon(BooleanSupplier condition, Tocsin up) throws InterruptedException {
        var until = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean())
                .as(() -> pagerDuty.told() + up.said() + "\n"
                        + Tocsin.run("show", "frontend-1", "--data", data().toString()))
                .isTrue();
    }
}
