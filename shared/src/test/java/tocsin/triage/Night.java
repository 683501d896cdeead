package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Received;
import tocsin.alarm.Transition;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Severity;
import tocsin.config.Silence;
import tocsin.incident.Decided;
import tocsin.incident.Decision;
import tocsin.incident.Deployment;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.StoryEntry;
import tocsin.incident.Update;
import tocsin.incident.View;
import tocsin.maintenance.Window;
import tocsin.page.Channel;
import tocsin.page.Message;
import tocsin.page.PageAddress;
import tocsin.page.PageChange;
import tocsin.page.PageKey;
import tocsin.page.PagerNews;
import tocsin.page.Wanted;
import tocsin.runbook.RunRequest;
import tocsin.state.Key;
import tocsin.state.Ledger;
import tocsin.testing.TestingProduct;

/**
 * A night on call in values alone: a product of a database, an API that needs it and media that need the API; what is
 * decided is applied at once, and every look takes place at its time.
 */
final class Night {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String DB = "prod/db";
    static final String API = "prod/api";
    static final String MEDIA = "prod/media";

    Instant now = NOON;
    View view = View.EMPTY;
    final List<StoryEntry> story = new ArrayList<>();
    final List<RunRequest> runs = new ArrayList<>();
    final List<Incident> ended = new ArrayList<>();
    final Map<String, Wanted> pages = new LinkedHashMap<>();
    final Map<String, Instant> due = new TreeMap<>();
    final Map<String, Message> says = new LinkedHashMap<>();
    final Map<String, Readings.Now> cloudWatchSays = new TreeMap<>();
    final Map<String, Double> metrics = new TreeMap<>();
    private final Triage triage;

    Night() {
        this(Paging.ON, List.of());
    }

    Night(Paging paging, List<Window> windows) {
        this(configuration(paging, paging, windows));
    }

    Night(Configuration configuration) {
        triage = new Triage(configuration);
    }

    static Configuration configuration(Paging database, Paging others, List<Window> windows) {
        return TestingProduct.configuration(database, others, windows);
    }

    static Transition transition(String alarm, AlarmState state, Instant at) {
        return TestingProduct.transition(alarm, state, at);
    }

    Transition alarm(String alarm) {
        return transition(alarm, AlarmState.ALARM, now);
    }

    Decided raise(String alarm) {
        return take(alarm(alarm));
    }

    Decided recover(String alarm) {
        return take(transition(alarm, AlarmState.OK, now));
    }

    Decided lose(String alarm) {
        return take(transition(alarm, AlarmState.INSUFFICIENT_DATA, now));
    }

    Decided take(Transition transition) {
        var placed = triage.place(transition);
        var decision = apply(triage.moved(view, List.of(placed), now));
        if (Triage.blinds(transition)) {
            apply(triage.blinded(view, Objects.requireNonNull(transition.region()), List.of(transition), now));
        }
        return decision.decided().getFirst();
    }

    void deployed(String partition, Deployment deployment) {
        apply(triage.deployed(view, partition, deployment, now));
    }

    void withdraw(String partition, String version, String by) {
        apply(triage.withdrawn(view, partition, version, by, now).decision());
    }

    /** Whose it is, by what AWS names. */
    List<String> deployedTo(String resource, String name, @Nullable String alias) {
        return triage.deployedTo(new Received.Deployed(
                "111122223333", "us-west-2", resource, name, alias, "7", now, "ann", "event", "told"));
    }

    /** What the story says, without when and what. */
    List<String> texts() {
        return story.stream().map(StoryEntry::text).toList();
    }

    void silence(String pattern, Duration length) {
        view = new View(
                view.heads(),
                view.boards(),
                List.of(new Silence("s1", new Pattern(pattern), now.plus(length), "deploying", "ann")),
                view.overrides(),
                view.calendars(),
                view.paged(),
                view.plans());
    }

    void acknowledge(String partition, String via) {
        if (via.equals("pagerduty")) {
            atPager(partition, PagerNews.What.ACKNOWLEDGED);
        } else {
            apply(triage.acknowledged(view, open(partition).ref(), "ann", via, now));
        }
    }

    void acknowledge(String partition, String via, String by) {
        apply(triage.acknowledged(view, open(partition).ref(), by, via, now));
    }

    /** The silence that was set ends before its time. */
    void unsilence() {
        var silence = view.silences().getFirst();
        view = new View(
                view.heads(), view.boards(), List.of(), view.overrides(), view.calendars(), view.paged(), view.plans());
        apply(triage.unsilenced(view, silence, now));
    }

    /** At the pager, about the page of a run. */
    void atPager(String partition, String beside, PagerNews.What what) {
        var page = new PageKey(open(partition).ref(), open(partition).generation(), beside);
        apply(triage.atPager(view, new PagerNews(page, what, "ann"), now));
    }

    /** Where it rang them, of the incident's page as it is now, or of one beside it. */
    void answered(String partition, @Nullable String beside, String by) {
        var page = new PageKey(open(partition).ref(), open(partition).generation(), beside);
        apply(triage.answered(view, page, by, "pushover", now));
    }

    void resolvedAtPager(String partition) {
        atPager(partition, PagerNews.What.RESOLVED);
    }

    private void atPager(String partition, PagerNews.What what) {
        var page = new PageKey(open(partition).ref(), open(partition).generation(), null);
        apply(triage.atPager(view, new PagerNews(page, what, "ann"), now));
    }

    /** A channel refuses for good a page of the database's incident. */
    void undelivered(String page, boolean last) {
        var address =
                PageAddress.of(new Key(DB, "incident#000001/page#" + page)).orElseThrow();
        apply(triage.undelivered(view, address, page + " was not delivered", last, now));
    }

    void grade(String partition, Severity severity, String because) {
        apply(triage.graded(view, open(partition).ref(), severity, because, "ann", now));
    }

    void mitigate(String partition) {
        apply(triage.mitigating(view, open(partition).ref(), "ann", "command", now));
    }

    /** Gives why not, or null. */
    @Nullable String update(String partition, Update.Given given, String by) {
        var resolution = triage.updated(view, open(partition).ref(), given, by, "command", now);
        apply(resolution.decision());
        return resolution.refusal();
    }

    /** Gives why not, or null. */
    @Nullable String reassign(String partition, String to, String because) {
        var resolution = triage.reassigned(view, open(partition).ref(), to, because, "lea", now);
        apply(resolution.decision());
        return resolution.refusal();
    }

    @Nullable String merge(String partition, String into) {
        var resolution = triage.merged(view, open(partition).ref(), open(into).ref(), "ann", now);
        apply(resolution.decision());
        return resolution.refusal();
    }

    @Nullable String split(String partition) {
        var resolution = triage.split(view, open(partition).ref(), "ann", now);
        apply(resolution.decision());
        return resolution.refusal();
    }

    @Nullable String resolve(String partition, @Nullable Duration silence) {
        var resolution = triage.resolved(view, open(partition).ref(), "ann", silence, now);
        apply(resolution.decision());
        return resolution.refusal();
    }

    void delete(String partition, String alarm) {
        apply(triage.deleted(view, partition, alarm(alarm).id(), alarm, now));
    }

    /** Somebody runs the runbook by hand. */
    void byHand(String partition, String runbook) {
        apply(triage.byHand(view, partition, runbook, "ann", "a plan", now).decision());
    }

    void told(RunTold told) {
        apply(triage.runTold(view, told, now));
    }

    /** Time passes; each service is looked at when its look is due, as WATCH would. */
    void pass(Duration time) {
        var end = now.plus(time);
        for (var next = nextLook(); next != null && !next.isAfter(end); next = nextLook()) {
            now = next.isAfter(now) ? next : now.plusSeconds(1);
            for (var partition : List.copyOf(view.heads().keySet())) {
                var look = looks.get(partition);
                if (look != null && !look.isAfter(now)) {
                    apply(triage.looked(view, partition, new Readings(metrics, cloudWatchSays), now));
                    var again = looks.get(partition);
                    if (again != null && !again.isAfter(now)) {
                        throw new AssertionError(partition + " was looked at, and is due as before: " + again);
                    }
                }
            }
        }
        now = end;
    }

    private @Nullable Instant nextLook() {
        return looks.values().stream().min(Instant::compareTo).orElse(null);
    }

    private final Map<String, Instant> looks = new TreeMap<>();

    private Decision apply(Decision decision) {
        view = Ledger.after(view, decision);
        for (var head : decision.heads()) {
            var look = Triage.nextLook(head, decision.at());
            if (look == null) {
                looks.remove(head.partition());
            } else {
                looks.put(head.partition(), look);
            }
        }
        story.addAll(decision.story());
        runs.addAll(decision.runs());
        ended.addAll(decision.ended());
        decision.pages().forEach(this::apply);
        return decision;
    }

    private void apply(PageChange change) {
        var name = change.incident() + " " + change.page().name();
        switch (change) {
            case PageChange.Open open -> {
                pages.put(name, Wanted.TRIGGERED);
                says.put(name, open.message());
                if (open.due() != null) {
                    due.put(name, open.due());
                }
            }
            case PageChange.Say say -> {
                due.put(name, say.due());
                says.put(name, say.message());
            }
            case PageChange.Want want -> pages.put(name, want.wanted());
            case PageChange.Show show -> pages.put(name, show.wanted());
        }
    }

    /** How many pages were wanted of the pager so far. */
    long paged() {
        return rows(Channel.PAGERDUTY);
    }

    /** How many mails were wanted at once so far. */
    long mailed() {
        return pages.keySet().stream()
                .filter(name -> name.endsWith("/mail") && due.containsKey(name))
                .count();
    }

    private long rows(Channel channel) {
        return pages.keySet().stream()
                .filter(name -> name.endsWith("/" + channel.word()))
                .count();
    }

    Map<String, Wanted> pager() {
        var only = new LinkedHashMap<String, Wanted>();
        pages.forEach((name, wanted) -> {
            if (name.endsWith("/pagerduty")) {
                only.put(name, wanted);
            }
        });
        return only;
    }

    Head head(String partition) {
        return view.head(partition);
    }

    Incident open(String partition) {
        return Objects.requireNonNull(head(partition).open(), "no open incident of " + partition);
    }

    boolean hasOpen(String partition) {
        return head(partition).open() != null;
    }

    List<String> told() {
        return story.stream().map(StoryEntry::what).toList();
    }
}
