package tocsin.notify;

import java.time.Duration;
import java.time.Instant;
import tocsin.Ports;

/** How long a row is one function's own, and how long its channel may take within that. */
final class Leases {
    /** Longer than the function's timeout of 30 s: while its holder can still run, nobody else sends. */
    static final Duration LEASE = Duration.ofSeconds(45);

    /** A channel that has not answered by now is worth another try, and the next channel. */
    static final Duration LONGEST_CALL = Duration.ofSeconds(8);

    /** Less is not worth beginning. */
    static final Duration SHORTEST_CALL = Duration.ofSeconds(1);

    /** What is left after a call, to commit its answer, with some attempts. */
    static final Duration TO_COMMIT = Duration.ofSeconds(4);

    private final Ports ports;

    Leases(Ports ports) {
        this.ports = ports;
    }

    /** The end of a lease that begins now, by the clock, which may run faster than the work. */
    Instant end(Instant now) {
        return now.plus(LEASE.multipliedBy(ports.speed()));
    }

    /** How long a call may take now: shorter than what is left of the lease, and of the function. */
    Duration call(long leaseUntil, Duration functionLeft) {
        var leaseLeft = Duration.between(ports.clock().instant(), Instant.ofEpochMilli(leaseUntil))
                .dividedBy(ports.speed());
        return shorter(LONGEST_CALL, shorter(leaseLeft, functionLeft).minus(TO_COMMIT));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
