package tocsin.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.alarm.AlarmState;
import tocsin.config.Configuration;
import tocsin.incident.BoardKey;
import tocsin.incident.Decision;
import tocsin.incident.Head;
import tocsin.incident.IncidentRef;
import tocsin.incident.StoryEntry;
import tocsin.incident.View;
import tocsin.page.PageChange;
import tocsin.page.PageState;
import tocsin.page.PagerNews;
import tocsin.page.Sns;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.testing.LambdaEvents;
import tocsin.testing.PagerDutyStandIn;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.testing.TestingQueues.Delivery;
import tocsin.triage.RunTold;
import tocsin.triage.Triage;

/** One service's incidents with pages that really go to the channels, all in memory. */
final class OnCall {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String API = "prod/api";
    static final String INCIDENT = "incident#000001";
    static final Key PAGER = new Key(API, INCIDENT + "/page#1/pager/team/pagerduty");
    static final Key BACKUP = new Key(API, INCIDENT + "/page#1/backup-1/owner/sms");
    static final Key FALLBACK = new Key(API, INCIDENT + "/page#1/fallback/team/mail");
    static final String ALERT = "tocsin-prod/api-1-1";

    final TestingPorts ports;
    final TestingChats chats = new TestingChats();
    final PagerDutyStandIn pagerDuty = chats.pagerDuty;
    final TestingContext context = new TestingContext(Duration.ofSeconds(30));
    private final Documents documents = new Documents();
    private final Triage triage;
    private final Ledger ledger;
    private final NotifyHandler handler;

    OnCall() {
        this(TestingProduct.paging());
    }

    OnCall(Configuration configuration) {
        ports = new TestingPorts(NOON, configuration);
        triage = new Triage(configuration);
        handler = new NotifyHandler(ports);
        ports.secrets.set("tocsin/slack", "xoxb-of-the-bot");
        ports.secrets.set("tocsin/discord", "https://discord.com/api/webhooks/1001/of-the-hook");
        ports.secrets.set("tocsin/pushover", "of-the-application");
        ports.secrets.set("tocsin/owner", "of-the-owner");
        ports.secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        ports.secrets.set("tocsin/phone", "+12025550123");
        ports.secrets.set("tocsin/mail-topic", "arn:aws:sns:us-west-2:111122223333:tocsin-mail");
        ports.web.answering(chats);
        ledger = new Ledger(ports.table, documents, ports.pause, Duration.ofDays(400));
    }

    // what happens to the service

    /** The API is down: an incident that pages at once. */
    void raise() {
        move(AlarmState.ALARM);
    }

    void recover() {
        move(AlarmState.OK);
    }

    private void move(AlarmState state) {
        var transition = TestingProduct.transition("api-down", state, now());
        var boards = List.of(BoardKey.of(API, transition.id()));
        var placed = triage.place(transition);
        ledger.decide(triage.partitions(API), boards, view -> triage.moved(view, List.of(placed), now()));
    }

    void acknowledge() {
        decide(view -> triage.acknowledged(view, incident(view), "ann", "command", now()));
    }

    /** The page says something new. */
    void says(String text) {
        decide(view ->
                triage.runTold(view, new RunTold(incident(view), 1, "api-1/1", RunTold.What.ASKS, text, null), now()));
    }

    void atPager(PagerNews news) {
        decide(view -> triage.atPager(view, news, now()));
    }

    private static IncidentRef incident(View view) {
        return Objects.requireNonNull(view.head(API).open()).ref();
    }

    /** Pages of other incidents, as they are wanted. */
    void decide(List<PageChange> pages) {
        decide(view -> Decision.of(now(), List.of(view.head(API)), pages));
    }

    private void decide(Function<View, Decision> how) {
        ledger.decide(triage.partitions(API), List.of(), how);
    }

    // what NOTIFY does

    String deliver(Key... keys) {
        return deliver(handler, keys);
    }

    /** As another invocation would, with another world around it. */
    String deliver(Ports around, Key... keys) {
        return deliver(new NotifyHandler(around), keys);
    }

    private String deliver(NotifyHandler by, Key... keys) {
        var bodies = IntStream.range(0, keys.length)
                .mapToObj(index -> documents.keys().toJson(keys[index]))
                .toArray(String[]::new);
        return deliverBodies(by, bodies);
    }

    String deliverBodies(String... bodies) {
        return deliverBodies(handler, bodies);
    }

    private String deliverBodies(NotifyHandler by, String... bodies) {
        var deliveries = IntStream.range(0, bodies.length)
                .mapToObj(index -> new Delivery("receipt-" + index, "message-" + index, bodies[index], now(), 1))
                .toList();
        return LambdaEvents.call(by, LambdaEvents.batch(deliveries), context);
    }

    /** Time passes, and each second whatever is due is delivered. */
    void pass(Duration time) {
        for (var end = now().plus(time); now().isBefore(end); ports.clock.advance(Duration.ofSeconds(1))) {
            deliverDue();
        }
        deliverDue();
    }

    void deliverDue() {
        var due = new ArrayList<Key>();
        for (var shard = 0; shard < Due.SHARDS; shard++) {
            ports.table.due(shard, now(), 100).stream().filter(Keys::isPage).forEach(due::add);
        }
        if (!due.isEmpty()) {
            deliver(due.toArray(Key[]::new));
        }
    }

    // what can be seen of it

    Instant now() {
        return ports.clock.instant();
    }

    PageState page(Key key) {
        return PageState.of(Objects.requireNonNull(ports.table.row(key), () -> "no row " + key), documents);
    }

    /** The head of the service. */
    Head head() {
        var row = Objects.requireNonNull(ports.table.row(Keys.head(API)));
        return documents.heads().fromJson(Objects.requireNonNull(row.text("body")));
    }

    /** In how long the page is due, or null where it is not. */
    @Nullable Duration dueIn(Key key) {
        var at = page(key).dueAt();
        return at == null ? null : Duration.between(now(), Instant.ofEpochMilli(at));
    }

    List<String> told() {
        return ports.table.rows().stream()
                .filter(row -> row.key().sk().contains("/story#"))
                .map(row -> documents.stories().fromJson(Objects.requireNonNull(row.text("body"))))
                .filter(entry -> entry.what().equals("undelivered"))
                .map(StoryEntry::text)
                .toList();
    }

    long texted() {
        return ports.sns.published().stream()
                .filter(published -> published instanceof Sns.ToPhone)
                .count();
    }

    long mailed() {
        return ports.sns.published().stream()
                .filter(published -> published instanceof Sns.ToTopic)
                .count();
    }
}
