package tocsin.triage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Owed;
import tocsin.incident.RecentPage;
import tocsin.page.PageRef;

/** In a storm whoever was just paged is not rung again: the next page is added to theirs, unless it is worse. */
final class Storms {
    /** What an incident's page tells of besides: each is named in it. */
    static final String ALSO = "also ";

    /** The incidents that were added to its page, each by its reference: due as soon as that page is over. */
    private static final String CARRIES = "carries ";

    private final Rules rules;
    private final Pages pages;

    Storms(Rules rules, Pages pages) {
        this.rules = rules;
        this.pages = pages;
    }

    /** Adds the page that would ring now to another; false where it must ring of itself. */
    boolean adds(Draft draft, String partition) {
        var incident = Pages.incident(draft, partition);
        if (incident.paged() != null) {
            return false;
        }
        var with = added(draft, incident).or(() -> found(draft, incident));
        with.ifPresent(other -> add(draft, incident, other));
        return with.isPresent();
    }

    /** What it was added to before, while that is followed. */
    private static Optional<Incident> added(Draft draft, Incident incident) {
        var owed = incident.owed();
        var with = owed == null || owed.added() == null ? null : draft.open(owed.added());
        return Optional.ofNullable(with).filter(other -> Causes.rings(other, incident.severity()));
    }

    /** The newest page that is as bad, where so many services have rung within so short a time. */
    private Optional<Incident> found(Draft draft, Incident incident) {
        var rate = rules.times().storm();
        if (rate == null) {
            return Optional.empty();
        }
        var stage = stage(incident);
        var since = draft.now().minus(rate.within());
        var others = draft.recent().stream()
                .filter(page -> page.incident().partition().startsWith(stage))
                .filter(page ->
                        !page.incident().partition().equals(incident.ref().partition()))
                .filter(page -> page.at().isAfter(since) && !page.at().isAfter(draft.now()))
                .sorted(Comparator.comparing(RecentPage::at).reversed())
                .toList();
        var services = 1
                + others.stream()
                        .map(page -> page.incident().partition())
                        .distinct()
                        .count();
        if (services < rate.count()) {
            return Optional.empty();
        }
        return others.stream()
                .flatMap(page -> Stream.ofNullable(draft.open(page.incident())))
                .filter(other -> Causes.rings(other, incident.severity()))
                .filter(other -> other.acknowledgement() == null) // nothing rings there any more: nobody would hear
                .findFirst();
    }

    private static String stage(Incident incident) {
        var partition = incident.ref().partition();
        return partition.substring(0, partition.indexOf('/') + 1);
    }

    private void add(Draft draft, Incident incident, Incident other) {
        var partition = incident.ref().partition();
        var name = ALSO + incident.id() + " (" + incident.severity() + "): " + rules.usersLose(partition);
        var because = "a storm: added to the page of " + other.id();
        var until = draft.now().plus(rules.lookAgain());
        draft.change(
                partition,
                waiting -> waiting.withRespondBy(null)
                        .withOwed(new Owed(until, incident.severity(), because, other.ref())));
        var added = Incident.ADDED + other.id() + " at ";
        if (incident.told().stream().noneMatch(told -> told.startsWith(added))) {
            draft.change(partition, told -> told.tell(added + Said.time(draft.now())));
            draft.tell(partition, "added", because);
        }
        var carries = CARRIES + incident.ref();
        var carrier = other.ref().partition();
        if (!other.told().contains(carries)) {
            draft.change(carrier, told -> told.tell(carries));
            draft.tell(carrier, "added", "a storm: " + incident.id() + " is added to its page");
        }
        if (!other.told().contains(name)) {
            draft.change(carrier, told -> told.tell(name));
            pages.say(draft, carrier, "");
            told(draft, incident, other, name);
        }
    }

    /** Where Tocsin's own ladder rings, a page that was sent says nothing new: those who were rung are told beside it. */
    private void told(Draft draft, Incident incident, Incident other, String text) {
        if (!rules.climbs()) {
            return;
        }
        other.pages().stream()
                .filter(page -> page.generation() == other.generation())
                .map(PageRef::person)
                .filter(person -> !person.equals(PageRef.TEAM))
                .distinct()
                .forEach(person -> pages.inform(
                        draft,
                        other.ref().partition(),
                        person,
                        "also-" + incident.id() + "-" + incident.severity() + "-" + person,
                        text));
    }

    /** What was added to a page that is over by this decision, or followed no more: each waits no longer. */
    static List<IncidentRef> due(Draft draft) {
        return draft.touched().stream()
                .flatMap(partition ->
                        Stream.ofNullable(draft.view().head(partition).open()))
                .filter(before -> before.told().stream().anyMatch(told -> told.startsWith(CARRIES)))
                .flatMap(before -> carried(before)
                        .flatMap(ref -> Stream.ofNullable(draft.open(ref)))
                        .filter(added -> waits(draft, added, before.ref())))
                .map(Incident::ref)
                .distinct()
                .toList();
    }

    private static boolean waits(Draft draft, Incident added, IncidentRef carrier) {
        var owed = added.owed();
        var now = draft.open(carrier);
        return owed != null && carrier.equals(owed.added()) && (now == null || !Causes.rings(now, added.severity()));
    }

    /** What waits, waiting no longer. */
    static @Nullable Owed now(Incident added, Instant now) {
        var owed = added.owed();
        return owed == null ? null : new Owed(now, owed.severity(), owed.because(), owed.added());
    }

    private static Stream<IncidentRef> carried(Incident carrier) {
        return carrier.told().stream()
                .filter(told -> told.startsWith(CARRIES))
                .map(told -> told.substring(CARRIES.length()))
                .map(text -> new IncidentRef(
                        text.substring(0, text.lastIndexOf('#')),
                        Long.parseLong(text.substring(text.lastIndexOf('#') + 1))));
    }
}
