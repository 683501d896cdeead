package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;

/** How the contracts of the product's cloud look at a call that fails. */
final class Refusals {
    private Refusals() {}

    static void assertRefused(ThrowingCallable call) {
        assertKind(call, Kind.REFUSED);
    }

    static void assertKind(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
