package tocsin.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.oncall.Ladder;
import tocsin.oncall.OnCall;
import tocsin.oncall.Roster;
import tocsin.page.Answer;
import tocsin.page.Channel;
import tocsin.page.Channels;
import tocsin.page.Event;
import tocsin.page.Message;
import tocsin.page.PageRef;
import tocsin.page.Seen;
import tocsin.page.Sender;

/**
 * Rings people while the table is down, where no pager does: whom the ladder means by tocsin.yaml alone, one step after
 * the other, each of them once, until one acknowledges. What has rung is remembered by this instance of the function,
 * and by nothing else: another instance may ring too. All of it is ended by its tags.
 */
final class Bell {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** So many requests are made after one batch; the next batch goes on. */
    private static final int MOST = 3;

    /** So long what may have rung, and may not, counts as having rung. */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    /** How long it is waited where no ladder says how long. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String STEP = "blind";

    private final Ports ports;
    private final SequencedSet<String> wanted = new LinkedHashSet<>();
    private final Map<String, Ringing> rung = new LinkedHashMap<>();
    private final Map<String, Instant> doubted = new LinkedHashMap<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private int step;
    private @Nullable Instant last;
    private @Nullable Instant next;
    private boolean taken;

    Bell(Ports ports) {
        this.ports = ports;
    }

    /** @param handle by what its channel knows it; null where it cannot be followed */
    private record Ringing(Channel channel, @Nullable String handle) {}

    /** Whether people are rung, and not a pager. */
    boolean isOurs() {
        return climbs() || ports.configuration().pager() == null;
    }

    private boolean climbs() {
        return ports.configuration().onCall().escalates() == OnCall.Escalates.TOCSIN;
    }

    /** Rings whoever is to be rung by now; gives whether anybody is. */
    boolean ring(Message message, Instant now) {
        forget(now);
        var left = look();
        if (taken) {
            return true;
        }
        if (next == null || !now.isBefore(next)) {
            var meant = meant(now);
            wanted.addAll(meant.people());
            step = meant.step() + 1;
            next = now.plus(meant.lasts());
        }
        for (var person : wanted) {
            if (left > 0 && !rung.containsKey(person) && !isDoubted(person, now)) {
                left -= ring(person, message, left, now);
            }
        }
        return !rung.isEmpty() || !doubted.isEmpty();
    }

    /**
     * Nothing was held for as long as it takes to be told of: what rang then was about another outage, whoever has had
     * that, and whichever instance saw its end.
     */
    private void forget(Instant now) {
        var before = last;
        if (before != null
                && !now.isBefore(before.plus(ports.configuration().times().tableDown()))) {
            begin();
        }
        last = now;
        ended.clear();
    }

    private void begin() {
        wanted.clear();
        rung.clear();
        doubted.clear();
        step = 0;
        next = null;
        taken = false;
    }

    private boolean isDoubted(String person, Instant now) {
        var at = doubted.get(person);
        return at != null && now.isBefore(at.plus(DOUBT));
    }

    /**
     * Whom the step that is due means: an override is in the table and cannot be read, nor what was read of a calendar;
     * a step for a rota of that kind is passed over, as one that nobody has.
     */
    private Ladder.Rung meant(Instant now) {
        var configuration = ports.configuration();
        Roster roster = configuration.roster(List.of(), List.of());
        if (climbs()) {
            return configuration.onCall().ladder().rung(step, now, roster);
        }
        var backup = configuration.backup();
        return new Ladder.Rung(step, backup == null ? roster.people() : backup.ring(), PATIENCE);
    }

    /** Looks what became of what rings; gives how many requests are left. */
    private int look() {
        var left = MOST;
        for (var entry : List.copyOf(rung.entrySet())) {
            var handle = entry.getValue().handle();
            if (handle == null || left <= 1 || taken) {
                continue;
            }
            left--;
            switch (sender(entry.getKey(), entry.getValue().channel()).look(handle, TIMEOUT)) {
                case Seen.Acknowledged(var by) -> {
                    taken = true;
                    Log.told("blind page: " + by + " has it");
                }
                case Seen.Over over -> rung.remove(entry.getKey());
                case Seen.Rings rings -> {}
                case Seen.Unknown unknown -> {}
            }
        }
        return left;
    }

    /** By the first way that surely takes it; gives how many requests that took. */
    private int ring(String person, Message message, int most, Instant now) {
        var tried = 0;
        doubted.remove(person);
        for (var channel : ways(person)) {
            if (tried == most) {
                return tried;
            }
            tried++;
            var answer = sender(person, channel).send(Event.TRIGGER, message, TIMEOUT);
            Log.told("blind page to " + person + " by " + channel.word() + ": " + answer.text());
            switch (answer) {
                case Answer.Confirmed(var text, var handle) -> {
                    doubted.remove(person);
                    rung.put(person, new Ringing(channel, handle));
                    return tried;
                }
                case Answer.Unclear unclear -> doubted.put(person, now); // it may ring: the next way, and not yet again
                case Answer.Later later -> {}
                case Answer.Refused refused -> {}
            }
        }
        return tried;
    }

    /** What may wake them, in the order in which tocsin.yaml has it. */
    private List<Channel> ways(String person) {
        return ports.configuration().person(person).stream()
                .map(Person::reach)
                .flatMap(Collection::stream)
                .map(Reach::kind)
                .filter(kind -> kind != Reach.Kind.MAIL)
                .map(Channel::of)
                .distinct()
                .toList();
    }

    /**
     * Nobody is rung any more, whichever instance rang; gives whether that is done, since it may take more than one
     * batch. Whom this one rang come first, and a refusal holds up nobody else: it would be the same again.
     */
    boolean end(Message message) {
        var pushover = ports.configuration().people().stream()
                .map(Person::name)
                .filter(person -> ways(person).contains(Channel.PUSHOVER))
                .toList();
        Stream.concat(rung.keySet().stream().filter(pushover::contains), pushover.stream())
                .distinct()
                .filter(person -> !ended.contains(person))
                .limit(MOST)
                .forEach(person -> end(person, message));
        if (!ended.containsAll(pushover)) {
            return false;
        }
        begin();
        ended.clear();
        return true;
    }

    /** Each by a tag of their own. */
    private void end(String person, Message message) {
        var answer = sender(person, Channel.PUSHOVER).send(Event.RESOLVE, message, TIMEOUT);
        if (answer instanceof Answer.Refused) {
            Log.told("blind page of " + person + " is not ended: " + answer.text());
        }
        if (answer instanceof Answer.Confirmed || answer instanceof Answer.Refused) {
            ended.add(person);
        }
    }

    private Sender sender(String person, Channel channel) {
        return new Channels(ports).of(new PageRef(1, STEP, person, channel));
    }
}
