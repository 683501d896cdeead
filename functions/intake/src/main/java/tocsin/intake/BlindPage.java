package tocsin.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.page.Answer;
import tocsin.page.Channels;
import tocsin.page.Event;
import tocsin.page.Message;
import tocsin.state.Batch;

/**
 * The one page that goes out beside the table: when alarms cannot be committed for too long, whoever pages is told what
 * is held; and told again when an older message was committed after all. At a pager the key is one, so it rings once;
 * where Tocsin escalates by itself it rings people, as far as it knows by tocsin.yaml who is on call.
 */
final class BlindPage {
    /** It goes out after everything else of a batch has had its time: well within what the function has left. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Ports ports;
    private final Bell bell;

    BlindPage(Ports ports) {
        this.ports = ports;
        bell = new Bell(ports);
    }

    /**
     * Sends what is to be sent after a batch.
     *
     * @param failed the ids of what could not be committed
     * @return the ids of what is to come again though it was committed, since the pager could not be told so
     */
    List<String> afterwards(List<Batch.Item> items, Set<String> failed, Work work, Instant now) {
        var late = now.minus(ports.configuration().times().tableDown());
        var old = items.stream().filter(item -> !item.sentAt().isAfter(late)).toList();
        if (old.isEmpty() || !someServicePages()) {
            return List.of();
        }
        var held = old.stream()
                .filter(item -> failed.contains(item.id()))
                .sorted(Comparator.comparing(Batch.Item::sentAt))
                .flatMap(item -> work.alarmsOf(item.id()).stream())
                .distinct()
                .toList();
        if (!held.isEmpty()) {
            if (!bell.isOurs() || !bell.ring(message(held, now, true), now)) {
                atPager(Event.TRIGGER, held, now);
            }
            return List.of();
        }
        var committed = old.stream()
                .map(Batch.Item::id)
                .filter(id -> !failed.contains(id))
                .limit(1)
                .toList();
        return committed.isEmpty() || isOver(held, now) ? List.of() : committed;
    }

    /** Whoever may have been told is told that it is over, or for good cannot be. */
    private boolean isOver(List<String> held, Instant now) {
        var pager = isSettled(atPager(Event.RESOLVE, held, now));
        return (!bell.isOurs() || bell.end(message(held, now, true))) && pager;
    }

    /** Without a pager there is nothing to tell again. */
    private static boolean isSettled(@Nullable Answer answer) {
        return answer == null || answer instanceof Answer.Confirmed || answer instanceof Answer.Refused;
    }

    private boolean someServicePages() {
        var configuration = ports.configuration();
        return (configuration.pager() != null || !configuration.people().isEmpty())
                && configuration.services().stream().anyMatch(service -> service.paging() == Paging.ON);
    }

    /** @param alone whether it is rung by tocsin.yaml alone, and by nobody's pager */
    private Message message(List<String> held, Instant now, boolean alone) {
        var details = new LinkedHashMap<String, String>();
        if (alone) {
            details.put(
                    "on call",
                    "as tocsin.yaml says: overrides are in the table and cannot be read, nor calendars, so it may be"
                            + " another's turn."
                            + " It may ring more than once: what rang before cannot be read either");
        }
        details.put("held", held.stream().limit(50).collect(Collectors.joining(", ")));
        details.put("since", now.toString());
        return Message.of(
                "tocsin",
                "tocsin",
                Severity.P0,
                "tocsin-blind-" + ports.region(),
                "P0 tocsin cannot reach its table; it holds " + held.size() + " alarms: "
                        + held.stream().limit(5).collect(Collectors.joining(", ")),
                details);
    }

    private @Nullable Answer atPager(Event event, List<String> held, Instant now) {
        var answer = new Channels(ports)
                .pager()
                .map(pager -> pager.send(event, message(held, now, false), TIMEOUT))
                .orElse(null);
        if (answer != null) {
            Log.told("blind page " + event + ": " + answer.text());
        }
        return answer;
    }
}
