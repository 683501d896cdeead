package tocsin.triage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;

/** Which incident leads which: a service that another needs is the cause, the other's trouble the symptom. */
final class Causes {
    /** So long a service's OK counts as what it is now. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Rules rules;

    Causes(Rules rules) {
        this.rules = rules;
    }

    /** The open incident, of the nearest service needed, to which a new signal of this service belongs. */
    Optional<Incident> leading(Draft draft, String partition) {
        return rules.needs(partition).stream()
                .filter(cause -> tellsAsMuch(cause, partition))
                .map(draft::open)
                .flatMap(Stream::ofNullable)
                .filter(incident -> incident.phase().followed() && incident.ownStands())
                .findFirst();
    }

    /** Whether somebody surely hears of trouble of this severity by that incident's page. */
    static boolean silences(@Nullable Incident cause, Severity severity) {
        return cause != null && cause.ownStands() && rings(cause, severity);
    }

    /** Whether somebody is rung by its page, or has it, at this severity or a worse one. */
    static boolean rings(Incident incident, Severity severity) {
        var paged = incident.paged();
        return incident.phase().followed() && paged != null && paged.paging() == Paging.ON && paged.covers(severity);
    }

    /** Whether every service that this one needs was seen to be well a short while ago. */
    boolean needsAreWell(Draft draft, String partition) {
        var fresh = draft.now().minus(FRESH);
        return rules.needs(partition).stream().map(draft::head).allMatch(head -> {
            var okAt = head.okAt();
            return head.open() == null && okAt != null && okAt.isAfter(fresh);
        });
    }

    /** Links a service's open incident with those that it leads, and with the one that leads it. */
    void link(Draft draft, String partition) {
        for (var dependent : rules.neededBy(partition)) {
            var symptom = draft.open(dependent);
            if (symptom != null && symptom.cause() == null && symptom.phase().followed()) {
                lead(draft, partition, dependent);
            }
        }
    }

    private static void lead(Draft draft, String cause, String symptom) {
        var leader = openOf(draft, cause);
        var led = openOf(draft, symptom);
        draft.change(symptom, incident -> incident.withCause(leader.ref()));
        draft.change(
                cause,
                incident -> incident.withSymptoms(Stream.concat(incident.symptoms().stream(), Stream.of(led.ref()))
                        .toList()));
        draft.tell(symptom, "cause", leader.id() + " is likely its cause, and leads from now on");
        draft.tell(cause, "symptom", led.id() + " is likely its symptom");
    }

    /** A person says that an incident is part of another, which leads from now on, with all that it led. */
    static void merge(Draft draft, Incident part, Incident into, String by) {
        var above = into.cause() == null ? null : draft.open(into.cause());
        var leader = above == null ? into : above;
        unlink(draft, part);
        for (var ref : Stream.concat(Stream.of(part.ref()), part.symptoms().stream())
                .filter(ref -> draft.open(ref) != null && !ref.equals(leader.ref()))
                .toList()) {
            draft.change(
                    ref.partition(),
                    symptom -> merged(symptom).withCause(leader.ref()).withSymptoms(List.of()));
            draft.change(
                    leader.ref().partition(),
                    leads -> merged(leads)
                            .withSymptoms(Stream.concat(leads.symptoms().stream(), Stream.of(ref))
                                    .distinct()
                                    .toList()));
        }
        draft.tell(part.ref().partition(), "merged", "merged into " + leader.id() + ", which leads from now on", by);
        draft.tell(leader.ref().partition(), "merged", part.id() + " was merged into it", by);
    }

    private static Incident merged(Incident incident) {
        return incident.merged() ? incident : incident.tell(Incident.MERGED);
    }

    /** A person says that an incident has nothing to do with those that it is linked with. */
    static void split(Draft draft, Incident incident, String by) {
        var linked = linked(draft, incident).stream()
                .filter(ref -> !ref.equals(incident.ref()))
                .toList();
        unlink(draft, incident);
        draft.change(incident.ref().partition(), alone -> alone.withCause(null).withSymptoms(List.of()));
        draft.tell(incident.ref().partition(), "split", "has nothing to do with what it was linked with", by);
        for (var ref : linked) {
            draft.tell(ref.partition(), "split", incident.id() + " has nothing to do with it", by);
        }
    }

    /** Unlinks an incident, from both sides. */
    static void unlink(Draft draft, Incident ending) {
        for (var ref : ending.symptoms()) {
            if (draft.open(ref) != null) {
                draft.change(ref.partition(), symptom -> symptom.withCause(null));
            }
        }
        var cause = ending.cause();
        if (cause != null && draft.open(cause) != null) {
            draft.change(
                    cause.partition(),
                    leader -> leader.withSymptoms(leader.symptoms().stream()
                            .filter(symptom -> !symptom.equals(ending.ref()))
                            .toList()));
        }
    }

    private boolean tellsAsMuch(String cause, String symptom) {
        return rules.paging(cause) == Paging.ON || rules.paging(symptom) != Paging.ON;
    }

    private static Incident openOf(Draft draft, String partition) {
        var open = draft.open(partition);
        if (open == null) {
            throw new IllegalStateException("no open incident of " + partition);
        }
        return open;
    }

    /** The incidents that one act of a person is about: the one meant, and those linked with it. */
    static List<IncidentRef> linked(Draft draft, Incident incident) {
        return Stream.of(Stream.of(incident.ref()), Stream.ofNullable(incident.cause()), incident.symptoms().stream())
                .flatMap(refs -> refs)
                .filter(ref -> draft.open(ref) != null)
                .distinct()
                .toList();
    }
}
