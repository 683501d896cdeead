package tocsin.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.page.Event;
import tocsin.state.Condition;
import tocsin.state.Key;
import tocsin.state.Table.Written;
import tocsin.state.Value;
import tocsin.state.Write;

/**
 * PagerDuty takes about 120 events a minute of one key, in whichever minute. So many are counted in the table, for all
 * who send at once: of each minute of the clock less than half of them, so that no 60 seconds hold more. What finds no
 * place waits for the next minute in its row, where newer wishes take the place of older ones; nothing is dropped.
 */
final class Places {
    /** Two minutes touch any 60 seconds; that is 110, which leaves room for clocks that differ. */
    static final int A_MINUTE = 55;

    /** So many are kept free for what rings: that something is over may wait. */
    static final int FOR_RINGING = 15;

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);
    private static final String TAKEN = "taken";
    private static final Duration KEPT = Duration.ofHours(1);

    private final Ports ports;

    Places(Ports ports) {
        this.ports = ports;
    }

    /** In how long there is a place, where there is none now; empty where one was taken. */
    Optional<Duration> take(Event event, Instant now) {
        var pager = ports.configuration().pager();
        if (pager == null) {
            return Optional.empty();
        }
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        var most = event == Event.TRIGGER ? A_MINUTE : A_MINUTE - FOR_RINGING;
        var take = new Write.Update(
                new Key("pager/" + hash(pager.key().name()), "minute#" + minute.getEpochSecond() / 60),
                Map.of("expires", Value.of(now.plus(KEPT).getEpochSecond())),
                Map.of(TAKEN, 1L),
                List.of(),
                List.of(new Condition.AnyOf(
                        List.of(new Condition.Absent(TAKEN), new Condition.AtMost(TAKEN, most - 1L)))));
        try {
            return ports.table().write(take) instanceof Written.Done
                    ? Optional.empty()
                    : Optional.of(Duration.between(now, minute.plus(1, ChronoUnit.MINUTES)));
        } catch (PortFailure failure) {
            // Whoever cannot count sends: too much is answered with a 429, and a page that waits wakes nobody.
            LOG.warn("what PagerDuty gets is not counted: {}", failure.getMessage());
            return Optional.empty();
        }
    }

    private static String hash(String name) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
