package tocsin.triage;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Paged;
import tocsin.page.Message;
import tocsin.page.PageChange;
import tocsin.page.PageRef;
import tocsin.page.Wanted;

/**
 * Test pages: each is an incident of its own in the person's partition, sent to all their ways in turn until somebody
 * acknowledges it, whatever paging is on. Nothing else comes of it, and what came of it is kept.
 */
final class Drills {
    private static final String PARTITION = "test/";
    private static final String STEP = "test";
    private static final int GENERATION = 1;

    /** So long each way is given before the next is tried. */
    private static final Duration TURN = Duration.ofMinutes(3);

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Rules rules;
    private final Incidents incidents;

    Drills(Rules rules, Incidents incidents) {
        this.rules = rules;
        this.incidents = incidents;
    }

    static String partition(String person) {
        return PARTITION + person;
    }

    static boolean isTest(String partition) {
        return partition.startsWith(PARTITION);
    }

    /** Begins one; gives why not, or empty. */
    Optional<String> page(Draft draft, String person, String by) {
        var partition = partition(person);
        var waiting = draft.open(partition);
        if (waiting != null) {
            return Optional.of(waiting.id() + " is under way: acknowledge that one");
        }
        var ways = rules.reaches(person);
        if (ways.isEmpty()) {
            return Optional.of(person + " can be reached by nothing: tocsin.yaml has no reach of theirs");
        }
        var incident = incidents.openByHand(draft, partition, by + " tests whether " + person + " can be reached");
        var paged = new Paged(GENERATION, Severity.P3, draft.now(), Paging.ON, false);
        var pages = ways.stream()
                .map(channel -> new PageRef(GENERATION, STEP, person, channel))
                .toList();
        draft.change(
                partition,
                open -> open.withPaged(paged)
                        .withRespondBy(null)
                        .withWatchedUntil(draft.now().plus(PATIENCE))
                        .withPages(pages));
        for (var turn = 0; turn < pages.size(); turn++) {
            draft.page(new PageChange.Open(
                    incident.ref(),
                    pages.get(turn),
                    message(incident, person, by),
                    draft.now().plus(TURN.multipliedBy(turn)),
                    turn + 1 < pages.size() ? pages.get(turn + 1) : null));
        }
        return Optional.empty();
    }

    private static Message message(Incident incident, String person, String by) {
        var details = new LinkedHashMap<String, String>();
        details.put("test", by + " tests whether " + person + " can be reached; nothing is wrong");
        details.put("to do", "acknowledge it: tocsin ack " + incident.id());
        var summary = "TEST " + incident.id() + ": nothing is wrong, acknowledge it";
        return Message.of(
                incident.id(),
                incident.ref().partition(),
                Severity.P3,
                "tocsin-" + incident.ref().partition() + "-" + incident.ref().number() + "-" + GENERATION,
                summary,
                details);
    }

    /** Whoever was rung has it: that is all that was wanted. By anybody else it is over, and has proven nothing. */
    void acknowledge(Draft draft, Incident incident, String by, String via) {
        var partition = incident.ref().partition();
        var reached = by.equalsIgnoreCase(partition.substring(PARTITION.length()));
        var text = (reached ? "acknowledged by " + by : Incident.BY_ANOTHER + ", " + by) + " (by " + via + ") after "
                + Said.duration(Duration.ofSeconds(
                        Duration.between(incident.openedAt(), draft.now()).toSeconds()));
        draft.change(
                partition,
                open -> open.withAcknowledgedAt(reached ? draft.now() : null).withBecause(text));
        end(draft, incident.ref(), text, by);
    }

    /** Nobody has acknowledged it in time. */
    void look(Draft draft, String partition) {
        draft.head(draft.head(partition)); // written in any case: its next look is due at another time
        var open = draft.open(partition);
        var until = open == null ? null : open.watchedUntil();
        if (open != null && until != null && !until.isAfter(draft.now())) {
            var text = "FAILED: nobody acknowledged it within " + Said.duration(PATIENCE);
            draft.change(partition, failed -> failed.withBecause(text));
            end(draft, open.ref(), text, null);
        }
    }

    private void end(Draft draft, IncidentRef ref, String text, @Nullable String by) {
        var rung = Pages.incident(draft, ref.partition());
        rung.pages()
                .forEach(page -> Pages.want(
                        draft, rung, page, page.channel().rings() ? Wanted.RESOLVED : Wanted.DROPPED, false));
        draft.change(ref.partition(), open -> open.withPages(List.of()));
        incidents.resolve(draft, ref.partition(), text, by);
    }
}
