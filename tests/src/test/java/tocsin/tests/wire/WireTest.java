package tocsin.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.incident.IncidentRef;
import tocsin.page.Channel;
import tocsin.page.PageRef;
import tocsin.page.PageRow;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.tests.story.Valine;

/** An alarm's way through the packaged functions and another's AWS, and what goes wrong on the wires between. */
class WireTest {
    private static final String ALARM = Valine.sample("api-5xx-60.eventbridge");
    private static final String INTAKE = "IntakeFunction";
    private static final String RELAY = "RelayFunction";
    private static final String NOTIFY = "NotifyFunction";
    private static final String API = "prod/api";
    private static final Key PAGE =
            Keys.page(new IncidentRef(API, 1), new PageRef(1, "pager", "team", Channel.PAGERDUTY));

    @TempDir
    private Path folder;

    private Wire wire;

    @BeforeEach
    void deployed() throws Exception {
        wire = new Wire(Tools.here(), folder);
    }

    @AfterEach
    void ended() throws Exception {
        wire.close();
    }

    @Test
    void an_alarm_in_the_queue_rings_once() throws Exception {
        wire.arrives(ALARM);

        rangOnce();
        assertThat(wire.invocations(INTAKE)).isEqualTo(1);
        assertThat(wire.pagerDuty().requests().all()).isEqualTo(1);
    }

    @Test
    void where_the_answer_to_the_commit_is_lost_it_rings_once() throws Exception {
        wire.line(INTAKE).slow(Duration.ofSeconds(1));
        wire.arrives(ALARM);
        Until.itIsSo("the incident is committed", this::committed);
        wire.line(INTAKE).cut();
        wire.line(INTAKE).mend();

        rangOnce();
    }

    @Test
    void where_the_function_dies_after_the_commit_it_rings_once() throws Exception {
        wire.line(INTAKE).slow(Duration.ofSeconds(1));
        wire.arrives(ALARM);
        Until.itIsSo("the incident is committed", this::committed);
        wire.kill(INTAKE);
        wire.line(INTAKE).mend();

        rangOnce();
        assertThat(wire.errors(INTAKE)).isEqualTo(1);
        assertThat(wire.invocations(INTAKE)).isEqualTo(2);
    }

    @Test
    void where_all_is_slow_it_rings_once() throws Exception {
        ways().forEach((_, line) -> line.slow(Duration.ofMillis(500)));
        wire.arrives(ALARM);

        rangOnce();
        assertThat(wire.pagerDuty().requests().all()).isEqualTo(1);
    }

    @Test
    void where_connections_are_half_open_after_the_commit_it_rings_once() throws Exception {
        wire.line(INTAKE).slow(Duration.ofSeconds(1));
        wire.line(RELAY).deaf();
        wire.pager().deaf();
        wire.arrives(ALARM);
        Until.itIsSo("the incident is committed", this::committed);
        wire.line(INTAKE).deaf();
        wire.line(INTAKE).cut();
        Until.itIsSo("RELAY has tried again", () -> wire.invocations(RELAY) > 1);
        wire.line(RELAY).mend();
        Until.itIsSo("PagerDuty is not heard of", this::failed);
        wire.pager().mend();
        Until.itIsSo("INTAKE has tried again", () -> wire.invocations(INTAKE) > 1);
        wire.line(INTAKE).mend();

        rangOnce();
        assertThat(wire.errors(INTAKE))
                .as("ended by Lambda, and not by its own bounds")
                .isZero();
        assertThat(wire.pagerDuty().requests().all()).isEqualTo(1);
    }

    @Test
    void where_every_connection_is_reset_at_first_it_rings_once() throws Exception {
        mendedInTurn(Line::resets);
    }

    @Test
    void where_everything_answers_500_at_first_it_rings_once() throws Exception {
        var broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broken.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        broken.setExecutor(
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory()));
        broken.start();
        try {
            var address = URI.create("http://127.0.0.1:" + broken.getAddress().getPort());
            mendedInTurn(line -> line.leadsTo(address));
        } finally {
            broken.stop(0);
        }
    }

    @Test
    void where_the_answer_of_pagerduty_is_lost_it_rings_once() throws Exception {
        wire.pager().slow(Duration.ofSeconds(3));
        wire.arrives(ALARM);
        Until.itIsSo("PagerDuty has taken it", () -> !wire.pagerDuty().alerts().isEmpty());
        wire.pager().cut();
        wire.pager().mend();

        rangOnce();
        assertThat(wire.pagerDuty().requests().repeated()).isEqualTo(1);
    }

    @Test
    void the_stand_ins_do_the_same() throws Exception {
        wire.close();
        wire = new Wire(Tools.OF_OUR_OWN, Files.createDirectory(folder.resolve("stand-ins")));

        mendedInTurn(Line::resets);
    }

    /** Breaks every wire, and mends each when the function has met it and comes again. */
    private void mendedInTurn(Consumer<Line> fault) throws Exception {
        ways().forEach((_, line) -> fault.accept(line));
        wire.arrives(ALARM);
        for (var function : List.of(INTAKE, RELAY, NOTIFY)) {
            Until.itIsSo(function + " has tried again", () -> wire.invocations(function) > 1);
            wire.line(function).mend();
        }
        Until.itIsSo("PagerDuty has failed", this::failed);
        wire.pager().mend();

        rangOnce();
    }

    private Map<String, Line> ways() {
        return Map.of(
                INTAKE, wire.line(INTAKE), RELAY, wire.line(RELAY), NOTIFY, wire.line(NOTIFY), "pager", wire.pager());
    }

    private boolean committed() {
        return !wire.row(Keys.head(API)).isEmpty();
    }

    private boolean failed() {
        return wire.row(PAGE).containsKey(PageRow.FAILURES);
    }

    /** One incident, one alert that rang once, and nothing left to be done now. */
    private void rangOnce() throws Exception {
        try {
            Until.itIsSo("PagerDuty's answer stands in the table", this::confirmed);
            Until.itIsSo("nothing is left to be done", () -> wire.messages() == 0);
            assertThat(wire.pagerDuty().alerts()).hasSize(1);
            assertThat(wire.pagerDuty().alerts().getFirst().rings()).isEqualTo(1);
            assertThat(wire.row(Keys.head(API)))
                    .extractingByKey("body")
                    .asString()
                    .contains("\"incidents\":1,");
        } catch (AssertionError failure) {
            throw new AssertionError(failure.getMessage() + "\n" + wire.logs(), failure);
        }
    }

    private boolean confirmed() {
        var page = wire.row(PAGE);
        return "TRIGGERED".equals(page.get(PageRow.CONFIRMED)) && !page.containsKey(PageRow.LEASE_UNTIL);
    }
}
