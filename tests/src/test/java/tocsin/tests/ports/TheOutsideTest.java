package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.aws.TheOutside;

/** What can be seen of an address from outside. */
class TheOutsideTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    private final TheOutside outside = new TheOutside();

    @Test
    void a_name_has_its_addresses_and_one_that_there_is_not_has_none() {
        assertThat(outside.addresses("localhost", SHORT)).contains("127.0.0.1");
        assertThat(outside.addresses("nobody.invalid", SHORT)).isEmpty();
    }

    @Test
    void where_nobody_shows_a_certificate_it_is_not_known() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> outside.certificateEnds("127.0.0.1", silent.getLocalPort(), SHORT))
                    .isInstanceOf(PortFailure.class)
                    .hasMessageContaining("no TLS handshake with 127.0.0.1");
        }
        assertThatThrownBy(() -> outside.certificateEnds("127.0.0.1", 1, SHORT)).isInstanceOf(PortFailure.class);
    }
}
