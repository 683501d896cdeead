package tocsin.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What can be seen of an address from outside, beside what answers there. One call is one handshake or one look-up. */
public interface Outside {
    /**
     * When the certificate ends that a server shows (a TLS handshake; whether it is trusted is for who speaks HTTP).
     *
     * @throws tocsin.PortFailure where no handshake was made
     */
    Instant certificateEnds(String host, int port, Duration timeout);

    /**
     * The addresses that a name has, sorted; none where there is no such name.
     *
     * @throws tocsin.PortFailure where that could not be looked up
     */
    List<String> addresses(String name, Duration timeout);
}
