package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.Received;
import tocsin.alarm.Told;
import tocsin.alarm.Transition;
import tocsin.config.Configuration;
import tocsin.config.Severity;
import tocsin.config.Silence;
import tocsin.incident.Decision;
import tocsin.incident.Deployment;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Issue;
import tocsin.incident.Signal;
import tocsin.incident.Update;
import tocsin.incident.View;
import tocsin.maintenance.Checked;
import tocsin.maintenance.Course;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.Plans;
import tocsin.oncall.RotaCalendar;
import tocsin.page.PageAddress;
import tocsin.page.PageKey;
import tocsin.page.PagerNews;
import tocsin.runbook.RunRequest;

/**
 * Decides: a pure function of what is stored, what came in and the time. Every answer carries its reason, and
 * whatever withholds a page has an instant at which it is looked at again ({@link #nextLook}).
 */
public final class Triage {
    /** One transaction takes 100 rows; a transition adds at most about ten. */
    private static final int ENOUGH = 80;

    private final Rules rules;
    private final Placing placing;
    private final Incidents incidents;
    private final Moves moves;
    private final Looks looks;
    private final Acts acts;
    private final Drills drills;
    private final Blindness blindness;
    private final Sweeps sweeps;
    private final AwsNews aws;
    private final Pages pages;
    private final Besides besides;
    private final Boards boards;
    private final Runs runs;
    private final Handing handing;
    private final Maintaining maintaining;

    public Triage(Configuration configuration) {
        rules = new Rules(configuration);
        placing = new Placing(rules);
        pages = new Pages(rules);
        besides = new Besides(rules, pages);
        boards = new Boards(rules, pages);
        var causes = new Causes(rules);
        var holds = new Holds(rules);
        runs = new Runs(rules, placing);
        handing = new Handing(rules, pages);
        var updates = new Updates(rules, pages, handing);
        incidents = new Incidents(rules, causes, pages, runs, updates);
        moves = new Moves(rules, placing, holds, incidents, pages);
        looks = new Looks(rules, placing, holds, incidents, moves, updates, pages);
        acts = new Acts(rules, incidents, pages, updates, handing);
        drills = new Drills(rules, incidents);
        blindness = new Blindness(rules, incidents);
        sweeps = new Sweeps(rules, pages, moves);
        aws = new AwsNews(rules, pages);
        maintaining = new Maintaining(rules, placing, pages);
    }

    /** Where a transition is decided. */
    public Placed place(Transition transition) {
        return placing.place(transition);
    }

    /**
     * Where what another watcher tells is decided.
     *
     * @param hook the way it came
     * @param partition the service's; null where it is nobody's
     */
    public Placed told(Transition transition, String hook, @Nullable String partition) {
        return placing.told(transition, hook, partition == null ? Optional.empty() : rules.service(partition));
    }

    /** What people call an incident: "api-42" in the first stage, "staging-api-7" elsewhere. */
    public String speakable(IncidentRef ref) {
        return rules.speakable(ref);
    }

    /** The partition of a Region, where blindness is counted. */
    public static String region(String region) {
        return "region/" + region;
    }

    /** The alarm with what was observed, as sentences say it: "valine-prod-db-connections 93 (threshold 80)". */
    public static String observed(Transition transition) {
        return Words.observed(transition);
    }

    /** Whether a transition has to do with blindness, so that its Region's partition decides too. */
    public static boolean blinds(Transition transition) {
        return Blindness.concerns(transition);
    }

    /** The partitions whose heads a decision about this one needs: itself, what it needs, and what needs it. */
    public List<String> partitions(String partition) {
        var all = new TreeSet<String>();
        all.add(partition);
        for (var near : Stream.concat(rules.needs(partition).stream(), rules.neededBy(partition).stream())
                .toList()) {
            all.add(near);
        }
        return List.copyOf(all);
    }

    /** Decides about transitions of one partition, in their order; takes as many as one transaction holds. */
    public Decision moved(View view, List<Placed> placed, Instant now) {
        var draft = new Draft(view, now);
        return decision(draft, fill(draft, placed, one -> moves.take(draft, one)));
    }

    /** Takes in what was red before Tocsin first looked, as many as one transaction holds; nobody is paged. */
    public Decision found(View view, List<Placed> placed, Instant now) {
        var draft = new Draft(view, now);
        return decision(draft, fill(draft, placed, one -> sweeps.found(draft, one)));
    }

    /** Takes one after the other until the transaction is full; gives how many. */
    private static <T> int fill(Draft draft, List<T> all, Consumer<T> take) {
        var taken = 0;
        while (taken < all.size() && draft.size() <= ENOUGH) {
            take.accept(all.get(taken));
            taken++;
        }
        return taken;
    }

    /** The partition in which it is told what sweeps over CloudWatch's own list found. */
    public static String sweeps() {
        return Reconciliation.PARTITION;
    }

    /**
     * People are told what a sweep found.
     *
     * @param sweep what no other sweep is called
     */
    public Decision swept(View view, Reconciliation.News news, String sweep, Instant now) {
        return decide(view, now, draft -> sweeps.tell(draft, news, sweep));
    }

    /** Decides whether a Region is blind. */
    public Decision blinded(View view, String region, List<Transition> transitions, Instant now) {
        var draft = new Draft(view, now);
        transitions.forEach(transition -> blindness.take(draft, region(region), transition));
        return decision(draft, transitions.size());
    }

    /** Looks again at a service or a Region, the instant of {@link #nextLook} having come. */
    public Decision looked(View view, String partition, Readings readings, Instant now) {
        return decide(view, now, draft -> {
            if (Drills.isTest(partition)) {
                drills.look(draft, partition);
                return;
            }
            if (partition.startsWith("region/")) {
                blindness.forget(draft, partition);
            }
            looks.look(draft, partition, readings);
        });
    }

    /** When a service wants to be looked at next; null where nothing waits. */
    public static @Nullable Instant nextLook(Head head, Instant now) {
        return Looks.next(head, now);
    }

    /** The signals whose metrics a look wants read first. */
    public static List<Signal> toRead(Head head) {
        var open = head.open();
        return open == null
                ? List.of()
                : open.signals().stream().filter(Looks::isRead).toList();
    }

    /** The incident whose log a look wants read; null where it was read, or there is none. */
    public static @Nullable Incident toReadLog(Head head) {
        var open = head.open();
        return open != null && open.trouble() != null && open.trouble().dueAt() != null ? open : null;
    }

    /** The signals of which a look wants to know from CloudWatch whether they are still held. */
    public static List<Signal> toAsk(Head head, Instant now) {
        return head.withheld().stream()
                .filter(signal -> {
                    var withheld = signal.withheld();
                    return withheld != null && !withheld.until().isAfter(now) && Looks.asks(signal);
                })
                .toList();
    }

    /** Somebody has the incident. Changes nothing where it is over. */
    public Decision acknowledged(View view, IncidentRef ref, String by, String via, Instant now) {
        return about(view, ref, now, (draft, incident) -> {
            if (Drills.isTest(ref.partition())) {
                drills.acknowledge(draft, incident, by, via);
            } else {
                acts.acknowledge(draft, incident, by, via);
            }
        });
    }

    /** Somebody answered a page that rang; one that rings no more says nothing about what rings now. */
    public Decision answered(View view, PageKey page, String by, String via, Instant now) {
        return about(view, page.incident(), now, (draft, incident) -> {
            if (page.beside() != null) {
                besides.seenBy(draft, incident, page.beside(), by);
            } else if (page.generation() == incident.generation()) {
                if (Drills.isTest(page.incident().partition())) {
                    drills.acknowledge(draft, incident, by, via);
                } else if (!Handing.ringsAnother(incident, by)) {
                    acts.acknowledge(draft, incident, by, via);
                }
            }
        });
    }

    /** What people did at the pager; about a page that rings no more it changes nothing. */
    public Decision atPager(View view, PagerNews news, Instant now) {
        var ref = news.page().incident();
        return about(view, ref, now, (draft, incident) -> {
            var beside = news.page().beside();
            if (beside != null) {
                besides.atPager(draft, incident, beside, news);
                return;
            }
            if (news.page().generation() != incident.generation()) {
                return;
            }
            switch (news.what()) {
                case ACKNOWLEDGED -> acts.acknowledge(draft, incident, news.by(), Acts.PAGER);
                case UNACKNOWLEDGED -> acts.unacknowledge(draft, incident, news.by());
                case RESOLVED -> acts.resolvedAtPager(draft, incident, news.by());
            }
        });
    }

    /**
     * A channel refused a page for good.
     *
     * @param last whether nobody is rung in its place
     */
    public Decision undelivered(View view, PageAddress page, String text, boolean last, Instant now) {
        return decide(view, now, draft -> pages.undelivered(draft, page, text, last));
    }

    /** A silence ends before its time: whatever it withheld is looked at now. */
    public Decision unsilenced(View view, Silence silence, Instant now) {
        return decide(view, now, draft -> Holds.ended(draft, silence));
    }

    /** Resolves by hand, or says why not. */
    public Resolution resolved(View view, IncidentRef ref, String by, @Nullable Duration silence, Instant now) {
        var draft = new Draft(view, now);
        var incident = draft.open(ref);
        if (incident == null) {
            return new Resolution(draft.decision(0), "it is resolved already");
        }
        return resolution(draft, acts.resolve(draft, incident, by, silence));
    }

    /** What else ends with an incident that was resolved by hand, and what is silenced; empty where nothing is. */
    public static String resolution(Decision decision, IncidentRef ref) {
        return decision.story().stream()
                .filter(entry -> entry.what().equals("resolved"))
                .filter(entry -> entry.partition().equals(ref.partition()) && entry.incident() == ref.number())
                .map(entry -> entry.text().replaceFirst("^by hand", ""))
                .findFirst()
                .orElse("");
    }

    /** A person says how bad an incident is; it pages where that is worse than what was paged. */
    public Decision graded(View view, IncidentRef ref, Severity severity, String because, String by, Instant now) {
        return about(view, ref, now, (draft, incident) -> {
            if (incident.phase().followed()) {
                incidents.gradeByHand(draft, ref.partition(), severity, because, by);
            }
        });
    }

    /** A person is at what ends an incident: has it, and says so. */
    public Decision mitigating(View view, IncidentRef ref, String by, String via, Instant now) {
        return about(view, ref, now, (draft, incident) -> acts.mitigate(draft, incident, by, via));
    }

    /** A person tells everybody how things stand, or it is said why not. That is a sign of life. */
    public Resolution updated(View view, IncidentRef ref, Update.Given given, String by, String via, Instant now) {
        var draft = new Draft(view, now);
        var incident = draft.open(ref);
        if (incident == null) {
            return new Resolution(draft.decision(0), rules.speakable(ref) + " is over");
        }
        return resolution(draft, acts.update(draft, incident, given, by, via));
    }

    /**
     * Closes an incident that is over, or says why not: one of which users noticed is written up first.
     *
     * @param ended as it is kept
     * @param written whether there is a postmortem
     */
    public Resolution closed(View view, Incident ended, boolean written, String by, Instant now) {
        var draft = new Draft(view, now);
        return resolution(draft, Acts.close(draft, ended, written, by));
    }

    /** The partition of a person's test pages. */
    public static String testOf(String person) {
        return Drills.partition(person);
    }

    /** Pages a person to see whether they can be reached, or says why not. */
    public Resolution testPage(View view, String person, String by, Instant now) {
        var draft = new Draft(view, now);
        return resolution(draft, drills.page(draft, person, by));
    }

    /**
     * The letter of a day is mailed to the team; of one day once.
     *
     * @param wanted whether anybody wants it
     */
    public Decision letter(
            View view, String day, String summary, Map<String, String> sections, boolean wanted, Instant now) {
        return decide(view, now, draft -> {
            if (wanted) {
                pages.notice(draft, "letter", "letter-" + day, summary, sections);
            }
        });
    }

    /**
     * That calendars of rotas could not be read for longer than a day is mailed to the team, once a day.
     *
     * @param old those of which it is to be told; none: nothing is
     */
    public Decision oldCalendars(View view, List<RotaCalendar> old, String day, Instant now) {
        return decide(view, now, draft -> {
            if (!old.isEmpty() && rules.hasMail()) {
                var sections = new TreeMap<String, String>();
                old.forEach(calendar -> sections.put(calendar.rota(), OldCalendars.said(calendar)));
                pages.notice(
                        draft,
                        "calendars",
                        "calendars-" + day,
                        "who is on call was not read from its calendar for more than a day: "
                                + String.join(", ", sections.keySet()),
                        sections);
            }
        });
    }

    /**
     * What the health sweep found of a service: what is in trouble opens or joins an incident as an alarm does, what is
     * well again lets it go, and of what was not known for long the team is told. It takes as many as one
     * transaction holds.
     *
     * @param found those that are to be told not to be known last, so that they are told of together
     */
    public Decision checked(View view, String partition, List<Swept> found, Instant now) {
        var draft = new Draft(view, now);
        var service = rules.service(partition);
        if (service.isEmpty()) {
            return decision(draft, found.size());
        }
        var checkups = new Checkups(rules, placing, moves, pages);
        var taken = fill(draft, found, one -> checkups.take(draft, service.get(), one));
        checkups.tell(
                draft,
                partition,
                found.subList(0, taken).stream().filter(Swept::untold).toList());
        return decision(draft, taken);
    }

    /** What users lose without the service of this incident. */
    public String usersLose(IncidentRef ref) {
        return rules.usersLose(ref.partition());
    }

    /**
     * Gives an incident to somebody else, who is rung until they acknowledge, or says why not.
     *
     * @param to a person of tocsin.yaml
     * @param because why, fit to be shown; may be empty
     */
    public Resolution reassigned(View view, IncidentRef ref, String to, String because, String by, Instant now) {
        var draft = new Draft(view, now);
        return resolution(draft, acts.reassign(draft, ref, to, because, by));
    }

    /** Makes an incident part of another, or says why not. Whoever has the other has it too. */
    public Resolution merged(View view, IncidentRef ref, IncidentRef into, String by, Instant now) {
        var draft = new Draft(view, now);
        var refusal = acts.merge(draft, ref, into, by);
        return resolution(draft, refusal);
    }

    /** Parts an incident from those that it is linked with, or says why not. */
    public Resolution split(View view, IncidentRef ref, String by, Instant now) {
        var draft = new Draft(view, now);
        var refusal = acts.split(draft, ref, by);
        return resolution(draft, refusal);
    }

    private Resolution resolution(Draft draft, Optional<String> refusal) {
        return new Resolution(refusal.isPresent() ? draft.nothing() : decision(draft, 0), refusal.orElse(null));
    }

    /**
     * What came of something that may be refused.
     *
     * @param refusal why it was not done, or null
     */
    public record Resolution(Decision decision, @Nullable String refusal) {}

    /** An alarm does not exist any more. */
    public Decision deleted(View view, String partition, AlarmId id, String alarm, Instant now) {
        return decide(view, now, draft -> acts.deleted(draft, partition, id, alarm));
    }

    /** A message that is no alarm, or cannot be read; told to somebody where it looks like an alarm. */
    public Decision unread(View view, String partition, String name, Received received, Instant now) {
        return decide(view, now, draft -> new Unreadables(rules, pages).take(draft, partition, name, received));
    }

    /** The services that what AWS Health tells touches, by this page. */
    public List<String> touched(Received.Health told) {
        return aws.touched(told);
    }

    /** The services whose database RDS tells of. */
    public List<String> touched(Received.OfDatabase told) {
        return aws.touched(told);
    }

    /** It joins the incident of a service that it touches, and stands beside what opens soon; told again, nothing. */
    public Decision awsTold(View view, String partition, Received.Health told, Instant now) {
        return decide(view, now, draft -> {
            if (told.over()) {
                aws.over(draft, partition, AwsNews.of(told));
            } else {
                aws.take(draft, partition, AwsNews.of(told));
            }
        });
    }

    /** The same of what RDS tells; it alone is a record. */
    public Decision awsTold(View view, String partition, Received.OfDatabase told, Instant now) {
        return decide(view, now, draft -> aws.take(draft, partition, AwsNews.of(told)));
    }

    /** The partition in which it is told what AWS tells of itself. */
    public static String aws() {
        return AwsNews.PARTITION;
    }

    /**
     * A telling of AWS Health is kept, and mailed where it belongs to no incident.
     *
     * @param known what was told before, without this telling's earlier pages
     */
    public Decision issue(View view, Issue issue, List<Issue> known, Instant now) {
        return decide(view, now, draft -> aws.keep(draft, issue, known));
    }

    /** The services that have what went live among their resources; none where it is nobody's. */
    public List<String> deployedTo(Received.Deployed deployed) {
        return new Deployments(rules).of(deployed);
    }

    /** A version of a service went live; told again it changes nothing. */
    public Decision deployed(View view, String partition, Deployment deployment, Instant now) {
        return decide(view, now, draft -> new Deployments(rules).take(draft, partition, deployment));
    }

    /** A version did not go live after all: what was told of it counts no more. */
    public Withdrawn withdrawn(View view, String partition, String version, String by, Instant now) {
        var draft = new Draft(view, now);
        var meant = new Deployments(rules).withdraw(draft, partition, version, by);
        return new Withdrawn(draft.decision(0), !meant.isEmpty());
    }

    /** @param any whether there was one to withdraw */
    public record Withdrawn(Decision decision, boolean any) {}

    /**
     * Somebody asks for a run by hand: of the service's open incident, or of one that is opened for it. Where an alarm
     * stands in it that the runbook answers, it is the answer to that.
     */
    public ByHand byHand(View view, String partition, String runbook, String by, @Nullable String plan, Instant now) {
        var draft = new Draft(view, now);
        var incident = draft.open(partition);
        if (incident == null) {
            incident = incidents.openByHand(draft, partition, by + " runs " + runbook + " by hand");
        }
        var answered = runs.answered(incident, runbook);
        var id = Runs.request(
                draft,
                incident,
                new RunRequest(
                        "", incident.ref(), 0, runbook, partition, incident.severity(), answered, now, by, plan, null));
        return new ByHand(decision(draft, 0), id);
    }

    /** @param run what people call it */
    public record ByHand(Decision decision, String run) {}

    /**
     * A person says that something is wrong: opens or joins an incident as an alarm would, and pages as one.
     *
     * @param text what users see, fit to be shown
     */
    public Declaration declared(View view, String partition, Severity severity, String text, String by, Instant now) {
        var draft = new Draft(view, now);
        var incident = new Declared(rules, incidents)
                .take(draft, partition, Told.declared(severity.name(), text, by, now), by);
        return new Declaration(decision(draft, 0), incident.id());
    }

    /** @param incident what people call it */
    public record Declaration(Decision decision, String incident) {}

    /** The maintenance of which it is to be checked, whether it can end. */
    public List<Maintenance> toCheck(Plans plans, Instant now) {
        return maintaining.toCheck(plans, now);
    }

    /**
     * Maintenance goes on to now.
     *
     * @param checked by number: what was found of those of {@link #toCheck}
     */
    public Decision maintained(View view, Map<Long, Checked> checked, Instant now) {
        return decide(view, now, draft -> maintaining.look(draft, checked));
    }

    /** A person plans, begins, moves or ends maintenance, or it is said why not. */
    public Resolution maintenance(View view, BiFunction<Course, Plans, Course.Act> act, Instant now) {
        var draft = new Draft(view, now);
        return resolution(draft, maintaining.act(draft, act));
    }

    /** What a run tells: into the story, and to people where it asks or ends badly. */
    public Decision runTold(View view, RunTold told, Instant now) {
        return decide(view, now, draft -> {
            if (Maintaining.isOne(told.incident().partition())) {
                maintaining.told(draft, told);
            } else {
                new RunTelling(rules, pages, besides, incidents, handing).tell(draft, told);
            }
        });
    }

    private Decision about(View view, IncidentRef ref, Instant now, BiConsumer<Draft, Incident> act) {
        return decide(view, now, draft -> {
            var incident = draft.open(ref);
            if (incident != null) {
                act.accept(draft, incident);
            }
        });
    }

    private Decision decide(View view, Instant now, Consumer<Draft> how) {
        var draft = new Draft(view, now);
        how.accept(draft);
        return decision(draft, 0);
    }

    private Decision decision(Draft draft, int taken) {
        incidents.payAdded(draft);
        boards.show(draft);
        return draft.decision(taken);
    }
}
