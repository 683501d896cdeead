package tocsin.triage;

import java.util.List;
import java.util.stream.Stream;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.page.Channel;
import tocsin.page.PageRef;
import tocsin.page.PagerNews;
import tocsin.page.Wanted;

/**
 * Pages beside the incident's own, about a run that nobody would see otherwise. Whoever answers one at the pager has
 * seen it, and no more: a run that asks waits on for its approval.
 */
final class Besides {
    /** What a page about a run that failed is named by after the run: it asks nothing. */
    static final String FAILED = "-failed";

    private static final String SEEN = "-seen";

    /** That the ladder climbs for it, and not for the incident's own page. */
    private static final String CLIMBS = "-climbs";

    private final Rules rules;
    private final Pages pages;

    Besides(Rules rules, Pages pages) {
        this.rules = rules;
        this.pages = pages;
    }

    /** Rings beside the incident's own page, as far as the service is trusted to. */
    void ring(Draft draft, String partition, String step, String text) {
        switch (rules.paging(partition)) {
            case ON -> {
                if (rules.climbs()) { // one ladder climbs for the incident, whatever it is about
                    pages.page(draft, partition, text);
                    draft.change(
                            partition,
                            open -> open.withPhase(Phase.OPEN)
                                    .withAcknowledgement(null)
                                    .tell(step + CLIMBS));
                } else {
                    page(draft, partition, step, text);
                }
            }
            case NOTICE -> pages.mail(draft, partition, step, text);
            case SHADOW -> draft.tell(partition, "shadow", "would page now: " + text);
        }
    }

    /**
     * With our own ladder nobody looks at a pager's alert: whoever has the incident is rung about the run by a page of
     * its own, or else whoever is rung about the incident now; where neither can be, whoever the ladder means first.
     */
    void ringThem(Draft draft, String partition, String step, String text) {
        if (!rules.climbs()) {
            return;
        }
        Pages.letGo(draft, Pages.incident(draft, partition), page -> page.step().equals(step));
        unsee(draft, partition, step);
        var people = them(draft, Pages.incident(draft, partition));
        people.forEach(person -> pages.beside(draft, partition, step, person, text));
        draft.tell(
                partition,
                "rung",
                people.isEmpty()
                        ? "nobody can be rung about " + step
                        : String.join(", ", people) + (people.size() == 1 ? " is" : " are") + " rung about " + step);
    }

    private List<String> them(Draft draft, Incident incident) {
        var has = incident.acknowledgement();
        var meant = has == null
                ? Pages.rung(incident)
                : rules.people().stream().filter(has::isOf).toList();
        var reached = meant.stream()
                .filter(person -> !rules.reaches(person).isEmpty())
                .toList();
        return reached.isEmpty() ? rules.rung(0, draft.now(), draft.view()).people() : reached;
    }

    /** Rings about a run, in the place of what rang about it before. */
    private void page(Draft draft, String partition, String step, String summary) {
        forget(draft, partition, step);
        pages.beside(draft, partition, new PageRef(0, step, PageRef.TEAM, Channel.PAGERDUTY), summary);
    }

    /** It is over; gives whether the ladder climbed for it, and does no more. */
    boolean withdraw(Draft draft, String partition, String step) {
        var incident = Pages.incident(draft, partition);
        of(incident, step).forEach(page -> Pages.want(draft, incident, page, Wanted.RESOLVED, false));
        Pages.letGo(draft, incident, page -> page.step().equals(step));
        forget(draft, partition, step);
        return descend(draft, partition, step);
    }

    /** Nothing climbs for it any more; what rings for the incident itself by now rings on. */
    private boolean descend(Draft draft, String partition, String step) {
        var incident = Pages.incident(draft, partition);
        var paged = incident.paged();
        if (!incident.told().contains(step + CLIMBS)) {
            return false;
        }
        pages.withdraw(draft, partition);
        draft.change(partition, open -> forAll(open).withPaged(paged == null ? null : paged.withdraw()));
        return true;
    }

    /** Whether the ladder climbs for a run. */
    static boolean climbs(Incident incident) {
        return incident.told().stream().anyMatch(name -> name.endsWith(CLIMBS));
    }

    /** Whatever the ladder climbs for now is one page: the incident's own, or of whoever has it. */
    static Incident forAll(Incident incident) {
        return incident.withTold(
                incident.told().stream().filter(name -> !name.endsWith(CLIMBS)).toList());
    }

    /** Somebody answered the run itself: nobody need be rung about it; gives whether the ladder climbed for it. */
    boolean answered(Draft draft, String partition, String step) {
        var incident = Pages.incident(draft, partition);
        of(incident, step)
                .filter(page -> !incident.told().contains(step + SEEN))
                .forEach(page -> {
                    Pages.want(draft, incident, page, Wanted.ACKNOWLEDGED, false);
                    seen(draft, incident, page);
                });
        Pages.letGo(draft, incident, page -> page.step().equals(step));
        return descend(draft, partition, step);
    }

    /** Somebody answered where it rang them: they have seen it, and no more. */
    void seenBy(Draft draft, Incident incident, String step, String by) {
        if (Pages.isAbout(incident, step) && !incident.told().contains(step + SEEN)) {
            Pages.seen(draft, incident, page -> page.step().equals(step));
            draft.change(incident.ref().partition(), open -> open.tell(step + SEEN));
            tell(draft, incident, step, "acknowledged", by, " has seen the page about ", "");
        }
    }

    /** What people did about it at the pager; told again it changes nothing. */
    void atPager(Draft draft, Incident incident, String step, PagerNews news) {
        for (var page : of(incident, step).toList()) {
            var seen = incident.told().contains(step + SEEN);
            switch (news.what()) {
                case ACKNOWLEDGED -> {
                    if (!seen) {
                        Pages.want(draft, incident, page, Wanted.ACKNOWLEDGED, true);
                        seen(draft, incident, page);
                        tell(draft, incident, step, "acknowledged", news.by(), " has seen the page about ");
                    }
                }
                case UNACKNOWLEDGED -> {
                    if (seen) {
                        Pages.want(draft, incident, page, Wanted.TRIGGERED, true);
                        unsee(draft, incident.ref().partition(), step);
                        tell(draft, incident, step, "unacknowledged", news.by(), " gave back the page about ");
                    }
                }
                case RESOLVED -> {
                    Pages.want(draft, incident, page, Wanted.RESOLVED, false); // as in Pages.withdraw
                    forget(draft, incident.ref().partition(), step);
                    tell(draft, incident, step, "resolved at the pager", news.by(), " resolved the page about ");
                }
            }
        }
    }

    private static void tell(Draft draft, Incident incident, String step, String what, String by, String text) {
        tell(draft, incident, step, what, by, text, " at the pager");
    }

    private static void tell(
            Draft draft, Incident incident, String step, String what, String by, String text, String where) {
        var asks = step.endsWith(FAILED) ? "" : "; it waits on, to be approved or rejected";
        draft.tell(incident.ref().partition(), what, by + text + step + where + asks, by);
    }

    /** Somebody has seen it, so that the pager's saying so is no news. */
    static void seen(Draft draft, Incident incident, PageRef page) {
        var name = page.step() + SEEN;
        if (page.generation() == 0 && !incident.told().contains(name)) {
            draft.change(incident.ref().partition(), open -> open.tell(name));
        }
    }

    private static void forget(Draft draft, String partition, String step) {
        unsee(draft, partition, step);
        draft.change(
                partition,
                open -> open.withPages(open.pages().stream()
                        .filter(page -> !page.step().equals(step))
                        .toList()));
    }

    private static void unsee(Draft draft, String partition, String step) {
        draft.change(
                partition,
                open -> open.withTold(open.told().stream()
                        .filter(name -> !name.equals(step + SEEN))
                        .toList()));
    }

    private static Stream<PageRef> of(Incident incident, String step) {
        return incident.pages().stream()
                .filter(page -> page.generation() == 0 && page.channel() == Channel.PAGERDUTY)
                .filter(page -> page.step().equals(step));
    }
}
