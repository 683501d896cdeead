package tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.incident.IncidentRef;
import tocsin.page.PageRow;
import tocsin.page.Sns;
import tocsin.state.Documents;
import tocsin.state.Key;
import tocsin.state.Ledger;
import tocsin.triage.Triage;

/** A test page, as NOTIFY sends it. */
class PageTestTest {
    private static final String PARTITION = "test/owner";
    private static final Key SMS = new Key(PARTITION, "incident#000001/page#1/test/owner/sms");

    private final OnCall onCall = new OnCall();
    private final Triage triage = new Triage(onCall.ports.configuration());
    private final Ledger ledger =
            new Ledger(onCall.ports.table, new Documents(), onCall.ports.pause, Duration.ofDays(400));

    private void page() {
        ledger.decide(
                List.of(PARTITION),
                List.of(),
                view -> triage.testPage(view, "owner", "ann", onCall.ports.clock.instant())
                        .decision());
    }

    private void acknowledge() {
        var ref = new IncidentRef(PARTITION, 1);
        ledger.decide(
                List.of(PARTITION),
                List.of(),
                view -> triage.acknowledged(view, ref, "owner", "link", onCall.ports.clock.instant()));
    }

    private List<String> sent() {
        return onCall.ports.sns.published().stream().map(Sns.Publication::text).toList();
    }

    @Test
    void goes_the_whole_way_and_says_what_to_do() {
        page();

        onCall.deliver(SMS);

        assertThat(sent())
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("TEST test-owner-1: nothing is wrong, acknowledge it"));
        assertThat(Objects.requireNonNull(onCall.ports.table.row(SMS)).text(PageRow.CONFIRMED))
                .isEqualTo("TRIGGERED");
    }

    @Test
    void acknowledged_before_it_was_sent_it_never_is() {
        page();
        acknowledge();

        onCall.deliver(SMS);

        assertThat(sent()).isEmpty();
        assertThat(Objects.requireNonNull(onCall.ports.table.row(SMS)).text(PageRow.WANTED))
                .isEqualTo("DROPPED");
    }
}
