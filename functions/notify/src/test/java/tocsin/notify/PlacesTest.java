package tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure.Kind;
import tocsin.config.Severity;
import tocsin.incident.IncidentRef;
import tocsin.page.Channel;
import tocsin.page.Event;
import tocsin.page.Message;
import tocsin.page.PageChange;
import tocsin.page.PageRef;
import tocsin.page.Wanted;
import tocsin.page.Web;
import tocsin.state.Keys;
import tocsin.testing.Failing;
import tocsin.testing.PagerDutyStandIn;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.testing.TestingWeb;

/** PagerDuty's limit is kept by waiting in line, and nothing is dropped. */
class PlacesTest {
    private static final int LIMIT = 120;

    private final OnCall night = new OnCall();

    /** PagerDuty, which refuses what is more than its limit within any 60 seconds. */
    private final class Limited {
        private final ArrayDeque<Instant> lately = new ArrayDeque<>();
        private int most;
        private int refused;

        Web.Answer answer(Web.Call call) {
            while (!lately.isEmpty() && !lately.getFirst().isAfter(night.now().minusSeconds(60))) {
                lately.removeFirst();
            }
            lately.addLast(night.now());
            most = Math.max(most, lately.size());
            if (lately.size() > LIMIT) {
                refused++;
                return TestingWeb.answer(429, "{}");
            }
            return night.pagerDuty.apply(call);
        }
    }

    private void decide(List<PageChange> pages) {
        for (var from = 0; from < pages.size(); from += 50) {
            night.decide(pages.subList(from, Math.min(pages.size(), from + 50)));
        }
    }

    private PageChange open(int incident) {
        var message = Message.of(
                "api-" + incident,
                OnCall.API,
                Severity.P0,
                "tocsin-prod/api-" + incident + "-1",
                "x",
                Map.of("a", "b"));
        return new PageChange.Open(new IncidentRef(OnCall.API, incident), pager(), message, night.now(), null);
    }

    private PageChange resolve(int incident) {
        return new PageChange.Want(new IncidentRef(OnCall.API, incident), pager(), Wanted.RESOLVED, false, night.now());
    }

    private static PageRef pager() {
        return new PageRef(1, "pager", PageRef.TEAM, Channel.PAGERDUTY);
    }

    @Test
    void three_hundred_pages_at_once_all_ring_within_six_minutes_and_the_limit_is_never_passed() {
        var limited = new Limited();
        night.ports.web.answering(limited::answer);
        decide(IntStream.rangeClosed(1, 300).mapToObj(this::open).toList());

        night.pass(Duration.ofMinutes(6));

        assertThat(limited.refused).isZero();
        assertThat(limited.most).isLessThanOrEqualTo(2 * Places.A_MINUTE);
        assertThat(night.pagerDuty.alerts()).hasSize(300);
        for (var incident = 1; incident <= 300; incident++) {
            assertThat(night.page(Keys.page(new IncidentRef(OnCall.API, incident), pager()))
                            .confirmed())
                    .isEqualTo(Wanted.TRIGGERED);
        }
    }

    @Test
    void what_is_over_before_its_turn_is_never_sent() {
        decide(IntStream.rangeClosed(1, 100).mapToObj(this::open).toList());
        night.deliverDue();
        var sent = night.pagerDuty.alerts().size();
        assertThat(sent).isEqualTo(Places.A_MINUTE);

        decide(IntStream.rangeClosed(1, 100).mapToObj(this::resolve).toList());
        night.pass(Duration.ofMinutes(10));

        assertThat(night.pagerDuty.alerts())
                .hasSize(sent)
                .allSatisfy(alert -> assertThat(alert.state()).isEqualTo(PagerDutyStandIn.State.RESOLVED));
    }

    @Test
    void what_rings_goes_before_what_is_over() {
        var places = new Places(night.ports);
        var taken = new ArrayList<Event>();
        for (var attempt = 0; attempt < 100; attempt++) {
            if (places.take(Event.RESOLVE, night.now()).isEmpty()) {
                taken.add(Event.RESOLVE);
            }
        }
        assertThat(taken).hasSize(Places.A_MINUTE - Places.FOR_RINGING);

        assertThat(places.take(Event.TRIGGER, night.now())).isEmpty();
        assertThat(places.take(Event.RESOLVE, night.now().plusSeconds(20))).contains(Duration.ofSeconds(40));
        assertThat(places.take(Event.RESOLVE, night.now().plusSeconds(60))).isEmpty();
    }

    @Test
    void whoever_cannot_count_sends() {
        var down = new TestingPorts(night.now(), TestingProduct.paging());
        var failing =
                down.with(Failing.notDone(Kind.UNAVAILABLE, call -> call.port().equals("table")));

        assertThat(new Places(failing).take(Event.TRIGGER, night.now())).isEmpty();
    }
}
