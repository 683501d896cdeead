package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Ses;
import tocsin.page.Ses.Envelope;

/** What every mailer promises: the one in memory, the one on disk, and SES. */
public abstract class SesContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String MAIL = "From: tocsin@example.com\r\nSubject: P2 api-42\r\n\r\nit is slow\r\n";

    protected abstract Ses ses();

    /** The mails that were taken, whole. */
    protected abstract List<String> arrived();

    protected static Envelope envelope(String from, List<String> to) {
        return new Envelope(from, to, MAIL, TIMEOUT, null, null);
    }

    private void refused(Envelope envelope) {
        assertThatThrownBy(() -> ses().send(envelope))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    void what_is_sent_arrives_whole_and_has_an_id() {
        var to = List.of("team@example.com", "owner@example.com");
        var first = ses().send(envelope("tocsin@example.com", to));
        var second = ses().send(envelope("tocsin@example.com", to));

        assertThat(first).isNotBlank().isNotEqualTo(second);
        assertThat(arrived()).containsExactly(MAIL, MAIL);
    }

    @Test
    void nobody_and_too_many_are_refused() {
        refused(envelope("tocsin@example.com", List.of()));
        refused(envelope("tocsin@example.com", Collections.nCopies(51, "team@example.com")));
        refused(envelope("nobody", List.of("team@example.com")));
        assertThat(arrived()).isEmpty();
    }
}
