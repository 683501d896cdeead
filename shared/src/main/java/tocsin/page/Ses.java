package tocsin.page;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mail through Amazon SES: one call is one SendEmail. */
public interface Ses {
    /**
     * Sends, and gives the message's id.
     *
     * @throws tocsin.PortFailure REFUSED where sender, receivers or message are not accepted
     */
    String send(Envelope envelope);

    /**
     * A mail as it goes over the wire, and to whom.
     *
     * @param from an address of an identity that SES knows to be ours
     * @param to the addresses that get it
     * @param message header and body as RFC 5322 and MIME have them, in ASCII
     * @param region where the identity is; null for our own Region
     * @param at where SES is, or something that stands in for it; null for AWS's own
     */
    record Envelope(
            String from,
            List<String> to,
            String message,
            Duration timeout,
            @Nullable String region,
            @Nullable URI at) {
        public Envelope {
            to = List.copyOf(to);
        }

        /** Without addresses and text. */
        @Override
        public String toString() {
            return "a mail to " + to.size();
        }
    }
}
