package tocsin.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.incident.BoardKey;
import tocsin.page.PageRow;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.triage.Triage;

/** The letter that is mailed in the morning. */
class PostingTest {
    /** 13 h in Berlin. */
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final Key MAIL = new Key("letter", "incident#000000/page#0/letter-2026-03-02/team/mail");

    private static Configuration configuration(Paging paging) {
        return TestingProduct.configuration(paging, Paging.ON, List.of()).withZone(ZoneId.of("Europe/Berlin"));
    }

    private final TestingPorts ports = new TestingPorts(NOON, configuration(Paging.SHADOW));

    private static void watch(TestingPorts ports) {
        LambdaEvents.call(
                new WatchHandler(ports), "{\"source\":\"schedule\"}", new TestingContext(Duration.ofSeconds(50)));
    }

    private Row due() {
        return Objects.requireNonNull(ports.table.row(Keys.LETTER));
    }

    private void raise(String alarm) {
        var triage = new Triage(ports.configuration());
        var transition = TestingProduct.transition(alarm, AlarmState.ALARM, ports.clock.instant());
        var placed = triage.place(transition);
        new Ledger(ports.table, new Documents(), ports.pause, Duration.ofDays(400))
                .decide(
                        triage.partitions(placed.partition()),
                        List.of(BoardKey.of(placed.partition(), transition.id())),
                        view -> triage.moved(view, List.of(placed), ports.clock.instant()));
    }

    @Test
    void goes_out_in_the_morning_after_by_the_clocks_of_the_configuration_and_once() {
        watch(ports);
        raise("db-down");
        assertThat(due().number(Due.AT))
                .isEqualTo(Instant.parse("2026-03-03T07:00:00Z").toEpochMilli());
        ports.clock.advance(Duration.ofHours(18).plusMinutes(59));
        watch(ports);
        assertThat(ports.table.row(MAIL)).isNull();

        ports.clock.advance(Duration.ofMinutes(1));
        watch(ports);

        var mail = Objects.requireNonNull(ports.table.row(MAIL));
        assertThat(mail.text(PageRow.BODY))
                .contains("2026-03-02: 0 paged, 1 would have paged")
                .contains("13:00 would have paged: db-1 P0, because it is down");
        assertThat(mail.number(Due.AT)).isEqualTo(ports.clock.instant().toEpochMilli());
        assertThat(due().text("day")).isEqualTo("2026-03-03");

        watch(ports);
        assertThat(Objects.requireNonNull(ports.table.row(MAIL)).number(PageRow.REVISION))
                .as("said once")
                .isEqualTo(1);
    }

    @Test
    void of_a_day_that_nobody_watched_goes_out_when_somebody_does_again() {
        watch(ports);
        ports.clock.advance(Duration.ofDays(3));

        watch(ports);
        watch(ports);

        assertThat(ports.table.row(MAIL)).isNotNull();
        assertThat(due().text("day")).isEqualTo("2026-03-04");
    }

    @Test
    void is_not_wanted_where_everything_pages() {
        var trusted = new TestingPorts(NOON, configuration(Paging.ON));

        watch(trusted);

        assertThat(trusted.table.row(Keys.LETTER)).isNull();
    }

    @Test
    void in_the_night_of_the_change_to_summer_time_the_morning_is_still_at_eight() {
        ports.clock.advance(Duration.ofDays(26));
        watch(ports);

        assertThat(due().text("day")).isEqualTo("2026-03-28");
        assertThat(due().number(Due.AT))
                .isEqualTo(Instant.parse("2026-03-29T06:00:00Z").toEpochMilli());
    }
}
