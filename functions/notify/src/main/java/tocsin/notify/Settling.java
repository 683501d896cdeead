package tocsin.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.page.Answer;
import tocsin.page.PageAddress;
import tocsin.page.PageKey;
import tocsin.page.PageRow;
import tocsin.page.PageState;
import tocsin.page.Sending;
import tocsin.page.Wanted;
import tocsin.state.Due;
import tocsin.state.Ledger;
import tocsin.state.Table.Committed;
import tocsin.state.Table.Why;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Triage;

/** Commits what a channel answered: done, or when to try again, and whether the next channel is started. */
final class Settling {
    /** So often is an answer committed anew, because something about it changed meanwhile. */
    private static final int MOST_ATTEMPTS = 10;

    /** So often in turn a channel fails before the next one is started beside it. */
    private static final int PATIENCE = 2;

    /** Whoever wants to be left alone for longer than this is not waited for alone. */
    private static final Duration LONG_WAIT = Duration.ofMinutes(1);

    /** So often is a channel asked what has become of what rings; Pushover wants 5 s between two questions. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** After this what users read is tried again, though it was refused: it stays wrong for as long. */
    private static final Duration REFUSED_IN_PUBLIC = Duration.ofMinutes(15);

    private static final int LONGEST_ANSWER = 500;
    private static final List<String> OURS_NO_MORE = List.of(PageRow.LEASE_UNTIL);
    private static final List<String> WELL = List.of(PageRow.LEASE_UNTIL, PageRow.FAILURES);
    private static final List<String> DONE = List.of(PageRow.LEASE_UNTIL, Due.PARTITION, Due.AT);
    private static final List<String> DONE_WELL = List.of(PageRow.LEASE_UNTIL, Due.PARTITION, Due.AT, PageRow.FAILURES);

    private final PageRows rows;
    private final Ledger ledger;
    private final Triage triage;
    private final tocsin.Pause pause;

    Settling(Ports ports, PageRows rows, Ledger ledger) {
        this.rows = rows;
        this.ledger = ledger;
        triage = new Triage(ports.configuration());
        pause = ports.pause();
    }

    /** Nothing was sent: what is wanted holds already. */
    Settled nothing(PageState page, Sending.Nothing nothing) {
        return settle(page, confirming(page, nothing.confirms(), nothing.because()));
    }

    /** The channel has taken it. */
    Settled confirmed(PageAddress address, PageState page, Wanted confirms, Answer.Confirmed answer) {
        var confirming = confirming(page, confirms, answer.text());
        if (answer.handle() != null) {
            confirming.put(PageRow.HANDLE, Value.of(answer.handle()));
        }
        if (!Sending.follows(address.page().channel(), confirms)) {
            return settle(page, confirming);
        }
        PageRows.due(confirming, page.key(), rows.now().plus(LOOK));
        return settle(page, confirming, WELL);
    }

    private Settled settle(PageState page, Map<String, Value> confirming) {
        return settle(page, confirming, DONE_WELL);
    }

    private Settled settle(PageState page, Map<String, Value> confirming, List<String> remove) {
        var settled = rows.write(page, rows.answered(page, confirming, remove));
        return settled instanceof Settled.WantsOther(var other) ? rows.note(other, confirming) : settled;
    }

    private Map<String, Value> confirming(PageState page, Wanted confirms, String answer) {
        var set = answer(answer);
        set.put(PageRow.CONFIRMED, Value.of(confirms.name()));
        set.put(PageRow.CONFIRMED_REVISION, Value.of(page.revision()));
        return set;
    }

    /** It rings on, as far as is known: looked at again after a while. */
    Settled rings(PageState page, String answer) {
        var set = answer(answer);
        PageRows.due(set, page.key(), rows.now().plus(LOOK));
        return rows.write(page, rows.answered(page, set, OURS_NO_MORE));
    }

    /** Somebody answered where it rang. That changes what is wanted of the row, where the page rings still. */
    Settled acknowledged(PageAddress address, PageState page, String by) {
        PageKey.parse(page.message().key())
                .ifPresent(key -> ledger.decide(
                        triage.partitions(page.key().pk()),
                        List.of(),
                        view -> triage.answered(
                                view, key, by, address.page().channel().word(), rows.now())));
        var set = answer(by + " has acknowledged it");
        return rows.write(page, rows.answered(page, set, DONE_WELL));
    }

    /** Not taken: again after a while, and soon the next one too. */
    Settled later(PageState page, Answer.Later answer) {
        var failures = page.failures() + 1;
        var wait = Backoff.after(failures, answer.retryAfter());
        var impatient = failures >= PATIENCE || wait.compareTo(LONG_WAIT) > 0;
        return failed(page, answer, wait, impatient);
    }

    /** Perhaps taken: the same again under the same key, and the next one at once. */
    Settled unclear(PageState page, Answer.Unclear answer) {
        return failed(page, answer, Backoff.after(page.failures() + 1, null), true);
    }

    private Settled failed(PageState first, Answer answer, Duration wait, boolean startsNext) {
        var page = first;
        for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var now = rows.now();
            var set = answer(answer.text());
            set.put(PageRow.FAILURES, Value.of(page.failures() + 1));
            if (!page.isPutOff(now.plus(wait))) {
                PageRows.due(set, page.key(), now.plus(wait));
            }
            var own = rows.answered(page, set, OURS_NO_MORE);
            var next = startsNext ? next(page) : Optional.<PageState>empty();
            var settled = next.isEmpty() ? rows.write(page, own) : both(page, own, rows.start(next.get(), now));
            if (settled instanceof Settled.WantsOther(var other)) {
                page = other; // whatever it wants now waits as long: it is the channel that failed
            } else if (settled != null) {
                return settled;
            }
        }
        throw new PortFailure(Kind.CONFLICT, "an answer could not be committed to " + first.key());
    }

    /** The answer and the start of the next one, together; null where only the next one was refused. */
    private @Nullable Settled both(PageState page, Write.Update own, Write.Update next) {
        var writes = List.<Write>of(own, next);
        var token = token(writes);
        for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var committed = rows.again(() -> rows.table().transact(writes, token), true);
            if (!(committed instanceof Committed.Cancelled cancelled)) {
                return new Settled.Done();
            }
            if (cancelled.has(Why.REFUSED)) {
                throw new PortFailure(Kind.REFUSED, "the table refuses a write: " + cancelled.causes());
            }
            var cause = cancelled.causes().getFirst();
            if (cause.why() == Why.CONDITION) {
                return rows.refused(page, cause.row());
            }
            if (cancelled.has(Why.CONDITION)) {
                return null;
            }
            pause.before(attempt);
        }
        throw new PortFailure(Kind.CONFLICT, "an answer could not be committed to " + page.key());
    }

    /**
     * Never taken: not tried again, somebody is told, and the next one is started at once. What users read is tried
     * again nevertheless, and told of once for each answer: whoever mends the permission waits for no other change.
     */
    Settled refused(PageAddress address, PageState page, Answer.Refused answer) {
        var tryAgain = address.page().channel().isPublic();
        for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var now = rows.now();
            var set = answer(answer.text());
            set.put(PageRow.FAILURES, Value.of(page.failures() + 1));
            if (tryAgain) {
                PageRows.due(set, page.key(), now.plus(REFUSED_IN_PUBLIC));
            }
            var own = rows.answered(page, set, tryAgain ? OURS_NO_MORE : DONE);
            if (tryAgain && kept(answer.text()).equals(page.answer())) {
                return rows.write(page, own);
            }
            var beside = new ArrayList<Write>();
            beside.add(own);
            var next = next(page);
            next.ifPresent(waiting -> beside.add(rows.start(waiting, now)));
            try {
                tell(address, page, answer, next, beside, now);
                return new Settled.Done();
            } catch (Ledger.BesideRefused refused) {
                var row = refused.row();
                if (row == null || row.key().equals(page.key())) {
                    return rows.refused(page, row);
                }
            }
        }
        throw new PortFailure(Kind.CONFLICT, "an answer could not be committed to " + page.key());
    }

    private void tell(
            PageAddress address,
            PageState page,
            Answer.Refused answer,
            Optional<PageState> next,
            List<Write> beside,
            Instant now) {
        var rings = page.wanted() == Wanted.TRIGGERED;
        var then = next.map(waiting -> "; next: " + waiting.key().sk())
                .orElse(rings && page.next() == null ? "; nobody is left who could be reached by this page" : "");
        var text = address.page().name() + " of " + page.message().incident() + " was not delivered: " + answer.text()
                + then;
        ledger.decide(
                null,
                List.of(page.key().pk()),
                List.of(),
                view -> triage.undelivered(view, address, text, next.isEmpty(), now),
                decision -> beside);
    }

    /** Who is started where this page fails; a page that wakes nobody any more starts nobody. */
    private Optional<PageState> next(PageState page) {
        return page.wanted() == Wanted.TRIGGERED ? rows.toStart(page) : Optional.empty();
    }

    private Map<String, Value> answer(String text) {
        Map<String, Value> set = new TreeMap<>();
        set.put(PageRow.ANSWER, Value.of(kept(text)));
        set.put(PageRow.ANSWERED_AT, Due.at(rows.now()));
        return set;
    }

    private static String kept(String text) {
        return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER);
    }

    /** The same writes give the same token, so that the table does them once. */
    private static String token(List<Write> writes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(writes.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 32);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
