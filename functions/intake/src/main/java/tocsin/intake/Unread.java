package tocsin.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import tocsin.Digest;
import tocsin.alarm.Received;
import tocsin.state.Condition;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Triage;

/**
 * Keeps what is no alarm or cannot be read: whole where that can be, counted by the day, and told where it looks like
 * an alarm. A deployment of what no service has among its resources is kept once a day, so that somebody who misses it
 * finds it.
 */
final class Unread {
    /** In letters, of which one takes up to three bytes: a row takes 400 KB in all. */
    private static final int MOST_KEPT = 100_000;

    private final Triage triage;
    private final Ledger ledger;
    private final InstantSource clock;

    Unread(Triage triage, Ledger ledger, InstantSource clock) {
        this.triage = triage;
        this.ledger = ledger;
        this.clock = clock;
    }

    void keep(Work.Message message, Instant now) {
        var day = now.atZone(ZoneOffset.UTC).toLocalDate().toString();
        var name = Digest.of(sameOfDay(message)).substring(0, 20);
        var key = Keys.unread(day, "message#" + name);
        try {
            ledger.decide(
                    null,
                    List.of(key.pk()),
                    List.of(),
                    stored -> triage.unread(stored, key.pk(), name, message.received(), clock.instant()),
                    decision -> List.of(row(key, message, now)));
        } catch (Ledger.BesideRefused known) {
            return; // it was kept before
        }
    }

    /** A message again, and another deployment of what is nobody's: an account has stacks enough that are not ours. */
    private static String sameOfDay(Work.Message message) {
        return message.received() instanceof Received.Deployed deployed
                ? String.join(" ", deployed.account(), deployed.region(), deployed.resource(), deployed.name())
                : message.body();
    }

    private static Write row(Key key, Work.Message message, Instant now) {
        var attributes = new TreeMap<String, Value>();
        var body = message.body();
        attributes.put("body", Value.of(body.substring(0, Math.min(body.length(), MOST_KEPT))));
        attributes.put("because", Value.of(message.received().because()));
        attributes.put("alarm", Value.of(message.received() instanceof Received.Unreadable bad && bad.alarm() ? 1 : 0));
        attributes.put("at", Value.of(now.toEpochMilli()));
        return new Write.Put(new Row(key, attributes), List.of(Condition.noRow()));
    }
}
