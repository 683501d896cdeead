package tocsin.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.incident.IncidentRef;
import tocsin.page.Channel;
import tocsin.page.PageRef;
import tocsin.page.PageRow;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.tests.story.Valine;

/** An alarm's way through the packaged functions and another's AWS, and what goes wrong on the wires between. */
class WireTest {
    private static final String API = "prod/api";
    private static final Key PAGE =
            Keys.page(new IncidentRef(API, 1), new PageRef(1, "pager", "team", Channel.PAGERDUTY));

    private Wire wire;

    @BeforeEach
    void deployed() throws Exception {
        wire = new Wire();
    }

    @AfterEach
    void ended() throws Exception {
        wire.close();
    }

    @Test
    void an_alarm_in_the_queue_rings_once() throws Exception {
        wire.arrives(Valine.sample("api-5xx-60.eventbridge"));

        rangOnce();
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
