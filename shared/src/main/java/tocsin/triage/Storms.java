package tocsin.triage;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import tocsin.incident.Incident;
import tocsin.incident.Owed;
import tocsin.incident.RecentPage;

/** In a storm whoever was just paged is not rung again: the next page is added to theirs, unless it is worse. */
final class Storms {
    /** What an incident's page tells of besides: each is named in it. */
    static final String ALSO = "also ";

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
        if (!incident.told().contains(ALSO)) {
            draft.change(partition, told -> told.tell(ALSO));
            draft.tell(partition, "added", because);
        }
        if (!other.told().contains(name)) {
            draft.change(other.ref().partition(), told -> told.tell(name));
            draft.tell(other.ref().partition(), "added", "a storm: " + incident.id() + " is added to its page");
            pages.say(draft, other.ref().partition(), "");
        }
    }
}
