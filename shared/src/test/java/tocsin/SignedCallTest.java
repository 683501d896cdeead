package tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedCallTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String BODY = "{\"service\":\"api\",\"version\":\"v42\"}";
    private static final String SECRET = "a secret of tests";

    private static final String HEADER = SignedCall.header(BODY, SECRET, NOON);

    @Test
    void what_is_signed_by_the_secret_is_believed_for_five_minutes() {
        assertThat(SignedCall.refusal(HEADER, BODY, SECRET, NOON)).isEmpty();
        assertThat(SignedCall.refusal(HEADER, BODY, SECRET, NOON.plus(Duration.ofMinutes(5))))
                .isEmpty();
        assertThat(SignedCall.refusal(HEADER, BODY, SECRET, NOON.plus(Duration.ofMinutes(6))))
                .contains("signed more than 5 min before or after now");
    }

    /** Written down once with openssl: printf '1772452800.x' | openssl dgst -sha256 -hmac 'k'. */
    @Test
    void the_signature_is_what_openssl_makes_of_it() {
        assertThat(SignedCall.header("x", "k", NOON))
                .isEqualTo("t=1772452800,v1=ce632b1bc4c0b1653d737549d785a7a88790743ec7d68b7d8a93d23a20ee09af");
    }

    @Test
    void forged_truncated_and_empty_ones_are_refused() {
        assertThat(SignedCall.refusal(HEADER, BODY + " ", SECRET, NOON)).isPresent();
        assertThat(SignedCall.refusal(HEADER, BODY, "another", NOON))
                .contains("no signature of this body by the secret");
        assertThat(SignedCall.refusal(HEADER.substring(0, HEADER.length() - 1), BODY, SECRET, NOON))
                .isPresent();
        assertThat(SignedCall.refusal(HEADER.replace("t=1", "t=2"), BODY, SECRET, NOON))
                .isPresent();
        assertThat(SignedCall.refusal("", BODY, SECRET, NOON)).isPresent();
        assertThat(SignedCall.refusal("t=999999999999,v1=" + "0".repeat(64), BODY, SECRET, NOON))
                .isPresent();
        assertThatThrownBy(() -> SignedCall.refusal(HEADER, BODY, "", NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
