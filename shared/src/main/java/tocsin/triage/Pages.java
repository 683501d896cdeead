package tocsin.triage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.Climb;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Paged;
import tocsin.incident.RecentPage;
import tocsin.incident.Signal;
import tocsin.incident.Update;
import tocsin.page.Channel;
import tocsin.page.Headline;
import tocsin.page.Message;
import tocsin.page.PageAddress;
import tocsin.page.PageChange;
import tocsin.page.PageKey;
import tocsin.page.PageRef;
import tocsin.page.Wanted;

/** Pages and notices as rows: who is asked first, who next, and what each is to say. */
final class Pages {
    /** That a channel refused something, in the story. */
    static final String UNDELIVERED = "undelivered";

    /** What a page of our own ladder is named by, before its step's number. */
    private static final String LADDER = "ladder-";

    private final Rules rules;
    private final Deployments deployments;

    Pages(Rules rules) {
        this.rules = rules;
        this.deployments = new Deployments(rules);
    }

    /** Decides a page that rings anew; what rang before it is over. */
    void page(Draft draft, String partition, String because) {
        withdraw(draft, partition);
        var paging = rules.paging(partition);
        draft.change(
                partition,
                incident -> Besides.forAll(incident)
                        .withPaged(
                                new Paged(incident.generation() + 1, incident.severity(), draft.now(), paging, false))
                        .withOwed(null));
        switch (paging) {
            case SHADOW -> draft.tell(partition, "shadow", "would page now: " + because);
            case NOTICE -> {
                draft.tell(partition, "noticed", "a mail instead of a page (paging: notice): " + because);
                mail(draft, partition, "instead-of-page-" + generation(draft, partition));
            }
            case ON -> {
                draft.tell(partition, "paged", because);
                rows(draft, partition);
                var paged = incident(draft, partition);
                draft.paged(new RecentPage(paged.ref(), paged.severity(), draft.now()));
            }
        }
    }

    /** A mail that tells of the incident as it stands; of one name only once. */
    void mail(Draft draft, String partition, String name) {
        mail(draft, partition, name, name);
    }

    void mail(Draft draft, String partition, String name, String note) {
        var incident = incident(draft, partition);
        if (incident.told().contains(name)) {
            return;
        }
        draft.change(partition, told -> told.tell(name));
        if (rules.paging(partition) == Paging.SHADOW) {
            draft.tell(partition, "shadow", "would mail now");
            return;
        }
        open(
                draft,
                partition,
                new PageRef(0, name, PageRef.TEAM, Channel.MAIL),
                message(draft, incident, note),
                draft.now(),
                null);
    }

    /** An update is mailed to the team, as far as the service is trusted to tell anybody. */
    void update(Draft draft, String partition, Update update) {
        if (!rules.hasMail()) {
            return;
        }
        if (rules.paging(partition) == Paging.SHADOW) {
            draft.tell(partition, "shadow", "would mail update " + update.number());
            return;
        }
        var incident = incident(draft, partition);
        var says = "update " + update.number() + ", " + update.status().word();
        var summary = Headline.of(incident.severity(), incident.id(), loses(incident), says);
        aside(
                draft,
                incident,
                new PageRef(0, "update-" + update.number(), PageRef.TEAM, Channel.MAIL),
                summary,
                update.fields());
    }

    /** Somebody is asked for something by mail or text message, which ring nobody; else the team is, by mail. */
    void ask(Draft draft, String partition, String person, String name, String text) {
        if (rules.paging(partition) == Paging.SHADOW) {
            draft.tell(partition, "shadow", "would ask " + person);
            return;
        }
        quietly(draft, partition, person, name, text, "asked");
    }

    /** Somebody is told something in the same way. */
    void inform(Draft draft, String partition, String person, String name, String text) {
        if (rules.paging(partition) == Paging.SHADOW) {
            draft.tell(partition, "shadow", "would tell " + person);
            return;
        }
        quietly(draft, partition, person, name, text, "told");
    }

    private void quietly(Draft draft, String partition, String person, String name, String text, String word) {
        var incident = incident(draft, partition);
        var asked = rules.quietly(person)
                .or(() -> rules.hasMail() ? Optional.of(Map.entry(PageRef.TEAM, Channel.MAIL)) : Optional.empty());
        asked.ifPresent(to -> aside(
                draft,
                incident,
                new PageRef(0, name, to.getKey(), to.getValue()),
                Headline.of(incident.severity(), incident.id(), loses(incident), text),
                Map.of(word, person)));
    }

    /** What is told once beside the incident's pages: nothing is taken back of it. */
    private static void aside(
            Draft draft, Incident incident, PageRef page, String summary, Map<String, String> details) {
        var message = Message.of(
                incident.id(), incident.ref().partition(), incident.severity(), key(incident), summary, details);
        draft.page(new PageChange.Open(incident.ref(), page, message, draft.now(), null));
    }

    /** A mail about something that belongs to no incident. */
    void notice(Draft draft, String partition, String name, String summary, Map<String, String> details) {
        notice(draft, partition, name, summary, details, draft.now());
    }

    /** The same, at its time; told again before that, it is mailed as it was told last. */
    void notice(Draft draft, String partition, String name, String summary, Map<String, String> details, Instant due) {
        var ref = new IncidentRef(partition, 0);
        var message = Message.of(partition, partition, null, "tocsin-" + partition + "-" + name, summary, details);
        draft.page(new PageChange.Open(ref, new PageRef(0, name, PageRef.TEAM, Channel.MAIL), message, due, null));
    }

    /**
     * A channel refused a page for good: where nobody is rung in its place, it is told by mail; of a chat, which is
     * written to again and again, once an incident.
     */
    void undelivered(Draft draft, PageAddress page, String text, boolean last) {
        var ref = page.incident();
        draft.tell(ref.partition(), ref.number(), UNDELIVERED, text, null);
        if (last) {
            unreachable(draft, page);
        }
        if (!last || page.page().channel() == Channel.MAIL || !rules.hasMail()) {
            return;
        }
        var name = UNDELIVERED + "-" + ref.number() + "-" + page.page().generation() + "-"
                + page.page().step();
        if (Boards.isBoard(page.page())) {
            var open = draft.open(ref);
            if (open == null || open.told().contains(name)) {
                return;
            }
            draft.change(ref.partition(), told -> told.tell(name));
        }
        notice(draft, ref.partition(), name, text, Map.of());
    }

    /** A page of its own, beside that of the incident. */
    void beside(Draft draft, String partition, PageRef page, String summary) {
        open(draft, partition, page, besides(draft, partition, page.step(), summary), draft.now(), null);
    }

    /** The same for one person, by their ways in turn; it is over with the incident's own page at the latest. */
    void beside(Draft draft, String partition, String step, String person, String summary) {
        inTurn(draft, partition, step, person, besides(draft, partition, step, summary));
    }

    /** What is said beside the incident's own page has a key of its own. */
    private Message besides(Draft draft, String partition, String step, String summary) {
        var incident = incident(draft, partition);
        var key = key(incident) + "-" + step;
        return Message.of(incident.id(), partition, incident.severity(), key, summary, details(draft, incident));
    }

    /** Whoever a page beside the incident's own was for has seen it: it rings no more. */
    static void seen(Draft draft, Incident incident, Predicate<PageRef> which) {
        current(incident).stream().filter(which).forEach(page -> quiet(draft, incident, page, Wanted.ACKNOWLEDGED));
    }

    /** Whether a page beside the incident's own rings by such a step. */
    static boolean isAbout(Incident incident, String step) {
        return current(incident).stream().anyMatch(page -> page.step().equals(step));
    }

    /** Who is rung by name about it now. */
    static List<String> rung(Incident incident) {
        return current(incident).stream()
                .map(PageRef::person)
                .filter(person -> !person.equals(PageRef.TEAM))
                .distinct()
                .toList();
    }

    /** The open page says this from now on. */
    void say(Draft draft, String partition, String text) {
        var incident = incident(draft, partition);
        for (var page : current(incident)) {
            if (page.channel() == Channel.PAGERDUTY) {
                draft.page(new PageChange.Say(incident.ref(), page, message(draft, incident, text), draft.now()));
            }
        }
    }

    /** Somebody has it: the pager is told, and nobody else is rung. */
    void acknowledge(Draft draft, Incident incident, boolean pagerSaidSo) {
        draft.change(incident.ref().partition(), open -> open.withClimb(null));
        for (var page : incident.pages()) {
            if (page.generation() != incident.generation() && page.generation() != 0) {
                continue;
            }
            if (page.channel() == Channel.PAGERDUTY) {
                want(draft, incident, page, Wanted.ACKNOWLEDGED, pagerSaidSo && page.generation() != 0);
                Besides.seen(draft, incident, page);
            } else if (page.generation() != 0) {
                quiet(draft, incident, page, Wanted.ACKNOWLEDGED);
            }
        }
    }

    /** Nobody has it any more: those who are rung round the pager are rung again after their time. */
    void ringAgain(Draft draft, Incident incident, boolean pagerSaidSo) {
        var backup = rules.backup();
        for (var page : current(incident)) {
            if (page.channel() == Channel.PAGERDUTY) {
                want(draft, incident, page, Wanted.TRIGGERED, pagerSaidSo);
            } else if (page.step().equals("backup-1") && backup != null) {
                draft.page(new PageChange.Want(
                        incident.ref(),
                        page,
                        Wanted.TRIGGERED,
                        false,
                        draft.now().plus(backup.after())));
            }
        }
    }

    /**
     * It is over, or something else rings from now on. The pager is told though it may have said so itself: what was
     * sent just then may have opened the key anew.
     */
    void withdraw(Draft draft, String partition) {
        var incident = incident(draft, partition);
        for (var page : incident.pages()) {
            if (page.channel() == Channel.PAGERDUTY) {
                want(draft, incident, page, Wanted.RESOLVED, false);
            } else if (page.generation() != 0) {
                quiet(draft, incident, page, Wanted.RESOLVED);
            }
        }
        forget(draft, incident);
    }

    /** What goes on by itself must be ended, so or so; all else is only left alone. */
    private static void quiet(Draft draft, Incident incident, PageRef page, Wanted ended) {
        want(draft, incident, page, page.channel().rings() ? ended : Wanted.DROPPED, false);
    }

    /** Rows that want nothing any more are no longer kept in mind. */
    private static void forget(Draft draft, Incident incident) {
        draft.change(
                incident.ref().partition(),
                open -> open.withClimb(null)
                        .withPages(open.pages().stream()
                                .filter(page -> page.generation() == 0 && page.channel() != Channel.PAGERDUTY)
                                .toList()));
    }

    static void want(Draft draft, Incident incident, PageRef page, Wanted wanted, boolean confirmed) {
        draft.page(new PageChange.Want(incident.ref(), page, wanted, confirmed, draft.now()));
    }

    /** Each row names the next, which is started when it fails; backup rings by itself after its time. */
    private void rows(Draft draft, String partition) {
        if (rules.climbs()) {
            climb(draft, partition, 0);
            return;
        }
        var incident = incident(draft, partition);
        var generation = incident.generation();
        var order = new LinkedHashMap<PageRef, @Nullable Instant>();
        if (rules.hasPager()) {
            order.put(new PageRef(generation, "pager", PageRef.TEAM, Channel.PAGERDUTY), draft.now());
        }
        backup(incident, order, draft.now());
        if (rules.hasMail()) {
            order.put(
                    new PageRef(generation, "fallback", PageRef.TEAM, Channel.MAIL),
                    order.isEmpty() ? draft.now() : null);
        }
        var pages = List.copyOf(order.keySet());
        for (var position = 0; position < pages.size(); position++) {
            var next = position + 1 < pages.size() ? pages.get(position + 1) : null;
            var page = pages.get(position);
            open(draft, partition, page, message(draft, incident, ""), order.get(page), next);
        }
    }

    /** Rings whom a step of our own ladder means now; the next one comes unless somebody acknowledges. */
    void climb(Draft draft, String partition, int step) {
        var rung = rules.rung(step, draft.now(), draft.view());
        var next = new Climb(rung.step() + 1, draft.now().plus(rung.lasts()));
        draft.change(partition, incident -> incident.withClimb(next));
        rung.people().forEach(person -> ring(draft, partition, rung.step(), person));
        var who = rung.people().isEmpty() ? "nobody: tocsin.yaml has no people" : String.join(", ", rung.people());
        draft.tell(
                partition,
                "rung",
                "step " + (rung.step() + 1) + " of the ladder rings " + who + "; the next comes at "
                        + Said.time(next.at()) + ", unless somebody acknowledges");
        if (rung.people().stream().allMatch(person -> rules.reaches(person).isEmpty()) && rules.hasMail()) {
            mail(draft, partition, "nobody-" + generation(draft, partition) + "-" + rung.step());
        }
    }

    /** Somebody's ways, one after the other where one fails; what rang them before is over. */
    private void ring(Draft draft, String partition, int step, String person) {
        var incident = incident(draft, partition);
        letGo(draft, incident, page -> page.person().equals(person));
        ways(draft, partition, LADDER + step, person, "");
    }

    /** Rings whoever is to have it; where nothing of it has paged yet, that is its first page. */
    void hand(Draft draft, String partition, String step, String person, String note) {
        if (incident(draft, partition).generation() == 0) {
            draft.change(
                    partition, open -> open.withPaged(new Paged(1, open.severity(), draft.now(), Paging.ON, false)));
        }
        ways(draft, partition, step, person, note);
    }

    /** What rang so is over, and out of mind. */
    static void letGo(Draft draft, Incident incident, Predicate<PageRef> which) {
        current(incident).stream().filter(which).forEach(page -> {
            quiet(draft, incident, page, Wanted.RESOLVED);
            draft.change(
                    incident.ref().partition(),
                    open -> open.withPages(open.pages().stream()
                            .filter(each -> !each.equals(page))
                            .toList()));
        });
    }

    /** Whether somebody is rung by name about it now. */
    static boolean isRung(Incident incident, String person) {
        return rung(incident).contains(person);
    }

    private void ways(Draft draft, String partition, String step, String person, String note) {
        inTurn(draft, partition, step, person, message(draft, incident(draft, partition), note));
    }

    private void inTurn(Draft draft, String partition, String step, String person, Message message) {
        var incident = incident(draft, partition);
        var pages = rules.reaches(person).stream()
                .map(channel -> new PageRef(incident.generation(), step, person, channel))
                .toList();
        for (var position = 0; position < pages.size(); position++) {
            open(
                    draft,
                    partition,
                    pages.get(position),
                    message,
                    position == 0 ? draft.now() : null,
                    position + 1 < pages.size() ? pages.get(position + 1) : null);
        }
    }

    /** Whoever a step means cannot be reached: where nobody but them is rung by it, the next comes at once. */
    private void unreachable(Draft draft, PageAddress page) {
        var open = draft.open(page.incident());
        var step = page.page().step();
        if (open != null && step.startsWith(Handing.STEP)) {
            Handing.unreachable(draft, open, page.page().person());
        }
        if (open == null || open.climb() == null || !step.startsWith(LADDER)) {
            return;
        }
        var climb = open.climb();
        var alone = current(open).stream()
                .filter(each -> each.step().equals(step))
                .allMatch(each -> each.person().equals(page.page().person()));
        var isLast = climb.step() >= rules.ladder().steps().size();
        if (alone && !isLast && step.equals(LADDER + (climb.step() - 1))) {
            draft.change(open.ref().partition(), next -> next.withClimb(new Climb(climb.step(), draft.now())));
        }
    }

    private void backup(Incident incident, Map<PageRef, @Nullable Instant> order, Instant now) {
        var backup = rules.backup();
        var wanted = incident.severity() == Severity.P0 || incident.severity() == Severity.P1;
        if (backup == null) {
            return;
        }
        var step = 0;
        for (var person : backup.ring()) {
            step++;
            var page = new PageRef(incident.generation(), "backup-" + step, person, rules.rings(person));
            order.put(page, wanted && step == 1 ? (order.isEmpty() ? now : now.plus(backup.after())) : null);
        }
    }

    private static void open(
            Draft draft,
            String partition,
            PageRef page,
            Message message,
            @Nullable Instant due,
            @Nullable PageRef next) {
        var incident = incident(draft, partition);
        draft.page(new PageChange.Open(incident.ref(), page, message, due, next));
        draft.change(
                partition,
                open -> open.withPages(
                        Stream.concat(open.pages().stream(), Stream.of(page)).toList()));
    }

    private static List<PageRef> current(Incident incident) {
        return incident.pages().stream()
                .filter(page -> page.generation() != 0 && page.generation() == incident.generation())
                .toList();
    }

    /** What a chat shows of it. */
    Message shown(Draft draft, Incident incident, String status) {
        var details = new LinkedHashMap<String, String>();
        details.put("status", status);
        var update = incident.update();
        if (update != null) {
            details.put("last told", update.line());
        }
        details.putAll(details(draft, incident));
        var message = message(incident, details);
        return message.withTold(draft.head(incident.ref().partition()).stories());
    }

    private Message message(Draft draft, Incident incident, String note) {
        var details = details(draft, incident);
        if (!note.isEmpty()) {
            details.put("note", note);
        }
        return message(incident, details);
    }

    private Message message(Incident incident, Map<String, String> details) {
        return Message.of(
                incident.id(),
                incident.ref().partition(),
                incident.severity(),
                key(incident),
                summary(incident),
                details);
    }

    /** What a channel tells one page of an incident from another by. */
    private static String key(Incident incident) {
        return new PageKey(incident.ref(), incident.generation(), null).text();
    }

    private String summary(Incident incident) {
        return Headline.of(incident.severity(), incident.id(), loses(incident), standing(incident));
    }

    private String loses(Incident incident) {
        return rules.usersLose(incident.ref().partition());
    }

    /** What is measured, since when, what is done about it, what went live; then why, and what CloudWatch says. */
    private Map<String, String> details(Draft draft, Incident incident) {
        var details = new LinkedHashMap<String, String>();
        details.put("alarms", standing(incident));
        details.put("since", Said.time(incident.openedAt()));
        incident.runs().stream()
                .filter(run -> !run.over())
                .forEach(run -> details.put("run " + run.number(), run.runbook() + ": " + run.says()));
        var also = incident.told().stream()
                .filter(told -> told.startsWith(Storms.ALSO) && !told.equals(Storms.ALSO))
                .map(told -> told.substring(Storms.ALSO.length()))
                .limit(10)
                .collect(Collectors.joining("; "));
        if (!also.isEmpty()) {
            details.put("also", also);
        }
        var behind = deployments.behind(draft, incident.ref().partition());
        if (!behind.isEmpty()) {
            details.put("deployed", String.join("; ", behind));
        }
        var trouble = incident.trouble();
        if (trouble != null && !trouble.lines().isEmpty()) {
            details.put("log errors", String.join("\n", trouble.lines()));
        }
        if (Headline.cuts(incident.severity(), incident.id(), loses(incident))) {
            details.put("users lose", loses(incident));
        }
        details.put("severity", incident.severity() + ", because " + incident.because());
        details.put(
                "reason",
                incident.standing()
                        .map(signal -> signal.transition().reason())
                        .filter(reason -> reason != null && !reason.isBlank())
                        .findFirst()
                        .orElse("none given"));
        details.put("incident", incident.id());
        return details;
    }

    private static String standing(Incident incident) {
        return incident.standing()
                .filter(signal -> signal.transition().state() == AlarmState.ALARM)
                .map(Signal::transition)
                .map(Words::observed)
                .limit(5)
                .collect(Collectors.joining(", "));
    }

    private static int generation(Draft draft, String partition) {
        return incident(draft, partition).generation();
    }

    static Incident incident(Draft draft, String partition) {
        var open = draft.open(partition);
        if (open == null) {
            throw new IllegalStateException("no open incident of " + partition);
        }
        return open;
    }
}
