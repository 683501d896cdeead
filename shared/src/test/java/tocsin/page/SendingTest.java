package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tocsin.state.Key;

/** What is said to a channel next, by how its row stands. */
class SendingTest {
    /** Acknowledged, and then it says something new. */
    private static PageState acknowledgedAndChanged() {
        return new PageState(
                new Key("prod/db", "incident#000001/page#1/pager/team/pagerduty"),
                Wanted.ACKNOWLEDGED,
                3,
                TestingMessages.page(),
                null,
                Wanted.ACKNOWLEDGED,
                2,
                "a handle",
                4,
                0,
                4,
                0,
                null,
                null);
    }

    @Test
    void what_is_acknowledged_at_PagerDuty_is_told_more_by_its_key_which_rings_nobody() {
        assertThat(Sending.of(acknowledgedAndChanged(), Channel.PAGERDUTY))
                .isEqualTo(new Sending.Send(Event.TRIGGER, Wanted.ACKNOWLEDGED));
    }

    @Test
    void what_is_acknowledged_at_Pushover_never_rings_anew() {
        assertThat(Sending.of(acknowledgedAndChanged(), Channel.PUSHOVER))
                .isEqualTo(new Sending.Send(Event.ACKNOWLEDGE, Wanted.ACKNOWLEDGED));
    }
}
