package tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.notify.OnCall.ALERT;
import static tocsin.notify.OnCall.BACKUP;
import static tocsin.notify.OnCall.FALLBACK;
import static tocsin.notify.OnCall.PAGER;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.incident.IncidentRef;
import tocsin.page.PageKey;
import tocsin.page.PagerNews;
import tocsin.page.PagerNews.What;
import tocsin.page.Wanted;
import tocsin.page.Web;
import tocsin.state.Batch;
import tocsin.testing.CallCounter;
import tocsin.testing.Crash;
import tocsin.testing.CrashAt;
import tocsin.testing.CrashAt.Moment;
import tocsin.testing.Failing;
import tocsin.testing.LambdaEvents;
import tocsin.testing.PagerDutyStandIn.Alert;
import tocsin.testing.PagerDutyStandIn.State;

/** How a page's row and its channel come to agree, whatever happens in between. */
class NotifyTest {
    private static final String NONE_FAILED = Batch.failures(List.of());
    private static final Duration HOUR = Duration.ofHours(1);

    private static final PageKey PAGE = new PageKey(new IncidentRef(OnCall.API, 1), 1, null);

    /** Which call of a delivery it is that asks the pager: after the claim, the place and the secret. */
    private static final int WEB = 3;

    private final OnCall night = new OnCall();

    private List<State> alerts() {
        return night.pagerDuty.alerts().stream().map(Alert::state).toList();
    }

    private static Web.Answer answer(int status, Map<String, String> headers) {
        return new Web.Answer(status, headers, "{}");
    }

    // the plain way

    @Test
    void a_page_is_triggered_and_the_row_says_so() {
        night.raise();

        assertThat(night.deliver(PAGER)).isEqualTo(NONE_FAILED);

        assertThat(night.pagerDuty.requests()).containsExactly("trigger " + ALERT);
        assertThat(night.page(PAGER).confirmed()).isEqualTo(Wanted.TRIGGERED);
        assertThat(night.page(PAGER).leaseUntil()).isZero();
        assertThat(night.dueIn(PAGER)).isNull();
    }

    @Test
    void the_same_key_again_sends_nothing() {
        night.raise();
        night.deliver(PAGER);

        assertThat(night.deliver(PAGER, PAGER)).isEqualTo(NONE_FAILED);

        assertThat(night.pagerDuty.requests()).hasSize(1);
    }

    @Test
    void an_acknowledgement_and_a_recovery_go_to_the_same_alert() {
        night.raise();
        night.deliverDue();
        night.acknowledge();
        night.deliverDue();
        assertThat(alerts()).containsExactly(State.ACKNOWLEDGED);

        night.recover();
        night.deliverDue();

        assertThat(night.pagerDuty.requests())
                .containsExactly("trigger " + ALERT, "acknowledge " + ALERT, "resolve " + ALERT);
        assertThat(alerts()).containsExactly(State.RESOLVED);
    }

    @Test
    void what_was_never_sent_is_not_resolved_either() {
        night.raise();
        night.recover();

        night.deliver(PAGER);

        assertThat(night.pagerDuty.requests()).isEmpty();
        assertThat(night.page(PAGER).confirmed()).isEqualTo(Wanted.RESOLVED);
        assertThat(night.dueIn(PAGER)).isNull();
    }

    @Test
    void the_backup_rings_after_its_time_when_nobody_has_acknowledged() {
        night.raise();

        night.pass(Duration.ofMinutes(6).minusSeconds(1));
        assertThat(night.texted()).isZero();
        night.pass(Duration.ofSeconds(1));

        assertThat(night.texted()).isEqualTo(1);
        night.pass(HOUR);
        assertThat(night.texted()).isEqualTo(1);
        assertThat(night.mailed()).isZero();
    }

    @Test
    void the_backup_does_not_ring_when_somebody_has_it() {
        night.raise();
        night.pass(Duration.ofMinutes(2));
        night.acknowledge();

        night.pass(HOUR);

        assertThat(night.texted()).isZero();
    }

    @Test
    void acknowledged_at_the_pager_nobody_else_is_rung_and_the_pager_is_not_told_what_it_said() {
        night.raise();
        night.pass(Duration.ofMinutes(2));
        var page = new PageKey(new IncidentRef(OnCall.API, 1), 1, null);

        night.atPager(new PagerNews(page, What.ACKNOWLEDGED, "ann"));
        night.atPager(new PagerNews(page, What.ACKNOWLEDGED, "ann"));
        night.pass(HOUR);

        assertThat(night.texted()).isZero();
        assertThat(night.pagerDuty.requests()).containsExactly("trigger " + ALERT);
    }

    @Test
    void news_of_an_older_page_says_nothing_about_the_one_that_rings() {
        night.raise();
        night.pass(Duration.ofMinutes(1));
        night.recover();
        night.pass(Duration.ofMinutes(1));
        night.raise(); // a relapse: the second generation

        night.atPager(new PagerNews(new PageKey(new IncidentRef(OnCall.API, 1), 1, null), What.RESOLVED, "ann"));
        night.pass(Duration.ofMinutes(7));

        assertThat(alerts()).containsExactly(State.RESOLVED, State.TRIGGERED);
        assertThat(night.texted()).isEqualTo(1);
    }

    // what is wanted changes while it is sent

    @Test
    void a_recovery_while_the_trigger_is_under_way_resolves_it_afterwards() {
        night.raise();
        night.ports.web.answering(call -> {
            night.ports.web.answering(night.pagerDuty);
            night.recover();
            return night.pagerDuty.apply(call);
        });

        night.deliver(PAGER);

        assertThat(night.pagerDuty.requests()).containsExactly("trigger " + ALERT, "resolve " + ALERT);
        assertThat(alerts()).containsExactly(State.RESOLVED);
        assertThat(night.page(PAGER).confirmed()).isEqualTo(Wanted.RESOLVED);
        assertThat(night.dueIn(PAGER)).isNull();
    }

    @Test
    void resolved_at_the_pager_while_a_trigger_is_under_way_is_resolved_once_more() {
        night.raise();
        night.deliver(PAGER);
        night.acknowledge();
        night.deliver(PAGER);
        var page = new PageKey(new IncidentRef(OnCall.API, 1), 1, null);
        night.ports.web.answering(call -> {
            night.ports.web.answering(night.pagerDuty);
            night.atPager(new PagerNews(page, What.RESOLVED, "ann"));
            return night.pagerDuty.apply(call);
        });
        night.recover();

        night.deliver(PAGER);

        assertThat(alerts()).containsExactly(State.RESOLVED);
        assertThat(night.dueIn(PAGER)).isNull();
    }

    @Test
    void resolved_at_the_pager_while_a_trigger_is_under_way_whose_sender_dies_leaves_no_alert_open() {
        night.raise();
        night.deliver(PAGER);
        night.says("may I?");
        night.ports.web.answering(call -> {
            night.ports.web.answering(night.pagerDuty);
            night.pagerDuty.resolve(ALERT);
            night.atPager(new PagerNews(PAGE, What.RESOLVED, "ann"));
            return night.pagerDuty.apply(call); // comes too late, and opens a new alert
        });

        assertThatThrownBy(() -> night.deliver(night.ports.with(new CrashAt(WEB, Moment.AFTER)), PAGER))
                .isInstanceOf(Crash.class);
        assertThat(alerts()).containsExactly(State.RESOLVED, State.TRIGGERED);
        night.pass(Duration.ofMinutes(2));

        assertThat(alerts()).containsExactly(State.RESOLVED, State.RESOLVED);
        assertThat(night.dueIn(PAGER)).isNull();
    }

    @Test
    void while_a_row_is_leased_nobody_else_sends_it() {
        night.raise();
        night.ports.web.answering(call -> {
            assertThat(night.deliver(night.ports, PAGER)).isEqualTo(NONE_FAILED);
            return night.pagerDuty.apply(call);
        });

        night.deliver(PAGER);

        assertThat(night.pagerDuty.requests()).containsExactly("trigger " + ALERT);
    }

    @Test
    void who_comes_back_after_the_lease_commits_nothing() {
        night.raise();
        night.ports.web.answering(call -> {
            night.ports.web.answering(night.pagerDuty);
            night.ports.clock.advance(Leases.LEASE);
            night.recover();
            night.deliver(night.ports, PAGER); // the second claimer: it may have been sent, so it is resolved
            return answer(500, Map.of());
        });

        night.deliver(PAGER);

        assertThat(night.pagerDuty.requests()).containsExactly("resolve " + ALERT);
        assertThat(night.page(PAGER).confirmed()).isEqualTo(Wanted.RESOLVED);
        assertThat(night.dueIn(PAGER)).isNull();
        assertThat(night.page(PAGER).failures()).isZero();
    }

    @Test
    void what_keeps_changing_is_given_back_due_at_once() {
        night.raise();
        night.deliver(PAGER);
        night.acknowledge();
        night.ports.web.answering(call -> {
            night.ports.table.write(
                    new tocsin.state.Write.Update(PAGER, Map.of(), Map.of("revision", 1L), List.of(), List.of()));
            return night.pagerDuty.apply(call);
        });

        night.deliver(PAGER);

        assertThat(night.dueIn(PAGER)).isEqualTo(Duration.ZERO);
        assertThat(night.page(PAGER).leaseUntil()).isZero();
    }

    // channels that fail

    @Test
    void a_failure_is_tried_again_twice_as_late_each_time() {
        night.raise();
        night.ports.web.answering(call -> answer(503, Map.of()));
        night.deliver(PAGER);
        assertThat(night.dueIn(PAGER)).isEqualTo(Duration.ofSeconds(1));

        night.ports.clock.advance(Duration.ofSeconds(1));
        night.deliver(PAGER);

        assertThat(night.dueIn(PAGER)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void from_the_second_failure_in_turn_the_next_channel_is_started() {
        night.raise();
        night.ports.web.answering(call -> answer(503, Map.of()));
        night.deliver(PAGER);
        assertThat(night.dueIn(BACKUP)).isEqualTo(Duration.ofMinutes(6));

        night.ports.clock.advance(Duration.ofSeconds(1));
        night.deliver(PAGER);

        assertThat(night.dueIn(BACKUP)).isEqualTo(Duration.ZERO);
        night.pass(HOUR);
        assertThat(night.texted()).isEqualTo(1);
        assertThat(night.mailed()).isZero();
    }

    @Test
    void retry_after_is_obeyed_and_who_asks_for_long_is_not_waited_for_alone() {
        night.raise();
        night.ports.web.answering(call -> answer(429, Map.of("retry-after", "90")));

        night.deliver(PAGER);

        assertThat(night.dueIn(PAGER)).isEqualTo(Duration.ofSeconds(90));
        assertThat(night.dueIn(BACKUP)).isEqualTo(Duration.ZERO);
    }

    @Test
    void a_pager_that_is_down_for_an_hour_loses_no_page() {
        night.raise();
        night.ports.web.answering(call -> answer(503, Map.of()));

        night.pass(HOUR);
        assertThat(night.ports.web.calls()).hasSizeBetween(15, 30);
        night.ports.web.answering(night.pagerDuty);
        night.pass(Duration.ofMinutes(5));

        assertThat(alerts()).containsExactly(State.TRIGGERED);
        assertThat(night.page(PAGER).failures()).isZero();
        assertThat(night.texted()).isEqualTo(1);
    }

    @Test
    void a_page_that_recovers_while_the_pager_is_down_rings_nobody_later() {
        night.raise();
        night.pass(Duration.ofMinutes(1));
        night.ports.web.answering(call -> {
            throw new PortFailure(Kind.UNAVAILABLE, "nobody there");
        });
        night.recover();
        night.pass(HOUR);
        night.ports.web.answering(night.pagerDuty);

        night.pass(Duration.ofMinutes(5));

        assertThat(alerts()).containsExactly(State.RESOLVED);
        assertThat(night.texted()).isZero();
    }

    @Test
    void without_an_answer_the_same_key_is_sent_again_and_the_next_channel_started_at_once() {
        night.raise();
        night.ports.web.answering(call -> {
            night.ports.web.answering(night.pagerDuty);
            night.pagerDuty.apply(call);
            throw new PortFailure(Kind.UNCLEAR, "timed out");
        });

        night.deliver(PAGER);
        assertThat(night.dueIn(BACKUP)).isEqualTo(Duration.ZERO);
        night.pass(Duration.ofMinutes(1));

        assertThat(night.pagerDuty.requests()).containsExactly("trigger " + ALERT, "trigger " + ALERT);
        assertThat(night.pagerDuty.alerts()).extracting(Alert::rang).containsExactly(1);
    }

    @Test
    void an_unclear_trigger_is_resolved_even_where_nothing_was_ever_confirmed() {
        night.raise();
        night.ports.web.answering(call -> {
            night.ports.web.answering(night.pagerDuty);
            night.pagerDuty.apply(call);
            night.recover();
            throw new PortFailure(Kind.UNCLEAR, "timed out");
        });

        night.deliver(PAGER);
        night.pass(Duration.ofMinutes(1));

        assertThat(alerts()).containsExactly(State.RESOLVED);
        assertThat(night.texted()).isZero();
    }

    @Test
    void what_is_refused_is_not_tried_again_is_told_and_the_next_channel_is_started_at_once() {
        night.raise();
        night.ports.web.answering(call -> answer(400, Map.of()));

        night.deliver(PAGER);
        assertThat(night.dueIn(PAGER)).isNull();
        assertThat(night.dueIn(BACKUP)).isEqualTo(Duration.ZERO);
        night.pass(HOUR);

        assertThat(night.ports.web.calls()).hasSize(1);
        assertThat(night.texted()).isEqualTo(1);
        assertThat(night.told())
                .containsExactly(
                        "1/pager/team/pagerduty of api-1 was not delivered: PagerDuty: 400 {}; next: " + BACKUP.sk());
    }

    @Test
    void a_resolution_that_is_refused_is_told_by_mail_since_an_alert_stays_open() {
        night.raise();
        night.deliver(PAGER);
        night.ports.web.answering(call -> answer(400, Map.of()));
        night.recover();

        night.pass(Duration.ofMinutes(1));

        assertThat(night.told())
                .containsExactly("1/pager/team/pagerduty of api-1 was not delivered: PagerDuty: 400 {}");
        assertThat(night.mailed()).isEqualTo(1);
    }

    @Test
    void where_all_refuse_the_story_says_that_nobody_could_be_reached() {
        night.raise();
        night.ports.web.answering(call -> answer(400, Map.of()));
        night.ports.secrets.set("tocsin/phone", "none");
        night.ports.secrets.set("tocsin/mail-topic", "none");

        night.pass(HOUR);

        assertThat(night.ports.sns.published()).isEmpty();
        assertThat(night.told())
                .hasSize(3)
                .last()
                .asString()
                .endsWith("nobody is left who could be reached by this page");
        assertThat(night.dueIn(FALLBACK)).isNull();
    }

    @Test
    void a_secret_that_cannot_be_read_is_a_failure_that_may_pass() {
        night.raise();
        var later = Failing.notDone(Kind.REFUSED, call -> call.port().equals("secrets"));

        night.deliver(night.ports.with(later), PAGER);

        assertThat(night.dueIn(PAGER)).isEqualTo(Duration.ofSeconds(1));
        night.pass(Duration.ofSeconds(2));
        assertThat(alerts()).containsExactly(State.TRIGGERED);
    }

    // the table fails

    @Test
    void a_commit_whose_answer_is_lost_is_recognised_as_done() {
        night.raise();
        var first = new boolean[] {true};
        var lost = Failing.unclearThoughDone(call -> {
            var commits = call.port().equals("table") && call.index() > 1 && first[0];
            first[0] &= !commits;
            return commits;
        });

        assertThat(night.deliver(night.ports.with(lost), PAGER)).isEqualTo(NONE_FAILED);

        assertThat(lost.failed()).hasSize(1);
        assertThat(night.page(PAGER).confirmed()).isEqualTo(Wanted.TRIGGERED);
        assertThat(night.pagerDuty.requests()).hasSize(1);
    }

    @Test
    void a_refusal_whose_commit_is_lost_is_told_once() {
        night.raise();
        night.ports.web.answering(call -> answer(400, Map.of()));
        var first = new boolean[] {true};
        var lost = Failing.unclearThoughDone(call -> {
            var commits = call.method().equals("transact") && first[0];
            first[0] &= !commits;
            return commits;
        });

        assertThat(night.deliver(night.ports.with(lost), PAGER)).isEqualTo(NONE_FAILED);

        assertThat(night.told()).hasSize(1);
        assertThat(night.dueIn(BACKUP)).isEqualTo(Duration.ZERO);
    }

    @Test
    void a_table_that_is_down_gives_the_message_back() {
        night.raise();
        var down = Failing.notDone(Kind.UNAVAILABLE, call -> call.port().equals("table"));

        assertThat(night.deliver(night.ports.with(down), PAGER))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-0\"}]}");
        assertThat(night.pagerDuty.requests()).isEmpty();
    }

    /** A night up to the message that is to be delivered, and what must stand at its end. */
    private record Story(String name, Consumer<OnCall> before, Wanted confirmed, List<State> alerts) {}

    private static final List<Story> STORIES = List.of(
            new Story("page", night -> {}, Wanted.TRIGGERED, List.of(State.TRIGGERED)),
            new Story("page at a busy pager", NotifyTest::busy, Wanted.TRIGGERED, List.of(State.TRIGGERED)),
            new Story(
                    "acknowledge",
                    night -> {
                        night.deliver(PAGER);
                        night.acknowledge();
                    },
                    Wanted.ACKNOWLEDGED,
                    List.of(State.ACKNOWLEDGED)),
            new Story(
                    "resolve",
                    night -> {
                        night.deliver(PAGER);
                        night.recover();
                    },
                    Wanted.RESOLVED,
                    List.of(State.RESOLVED)));

    private static void busy(OnCall night) {
        night.ports.web.answering(call -> {
            night.ports.web.answering(night.pagerDuty);
            return answer(429, Map.of("retry-after", "90"));
        });
    }

    @Test
    void a_crash_at_any_call_ends_as_a_night_without_one() {
        for (var story : STORIES) {
            var counter = new CallCounter();
            var plain = world(story);
            plain.deliver(plain.ports.with(counter), PAGER);
            assertThat(counter.count()).as(story.name()).isGreaterThanOrEqualTo(4);
            for (var index = 0; index < counter.count(); index++) {
                for (var moment : Moment.values()) {
                    crash(story, index, moment);
                }
            }
        }
    }

    private static OnCall world(Story story) {
        var world = new OnCall();
        world.raise();
        story.before().accept(world);
        return world;
    }

    private static void crash(Story story, int index, Moment moment) {
        var world = world(story);
        var crash = new CrashAt(index, moment);
        try {
            world.deliver(world.ports.with(crash), PAGER);
        } catch (Crash crashed) {
            // the process is gone; what it held is taken over when its lease ends
        }
        assertThat(crash.crashed()).as(story.name() + " " + index).isTrue();
        world.pass(Duration.ofMinutes(3));
        assertThat(world.pagerDuty.alerts())
                .as(story.name() + " " + moment + " " + index)
                .extracting(Alert::state)
                .isEqualTo(story.alerts());
        assertThat(world.pagerDuty.alerts()).extracting(Alert::rang).containsOnly(1);
        assertThat(world.page(PAGER).confirmed()).isEqualTo(story.confirmed());
        assertThat(world.page(PAGER).dueAt()).isNull();
    }

    @Test
    void a_crash_at_any_call_of_a_refusal_tells_it_and_rings_the_next() {
        var counter = new CallCounter();
        var plain = refusing();
        plain.deliver(plain.ports.with(counter), PAGER);
        for (var index = 0; index < counter.count(); index++) {
            for (var moment : Moment.values()) {
                var world = refusing();
                try {
                    world.deliver(world.ports.with(new CrashAt(index, moment)), PAGER);
                } catch (Crash crashed) {
                    // as above
                }
                world.pass(Duration.ofMinutes(2));
                assertThat(world.told()).as(moment + " " + index).hasSize(1);
                assertThat(world.texted()).isEqualTo(1);
            }
        }
    }

    private static OnCall refusing() {
        var world = new OnCall();
        world.raise();
        world.ports.web.answering(call -> answer(400, Map.of()));
        return world;
    }

    @Test
    void a_fast_clock_makes_the_lease_longer_and_not_the_call() {
        night.ports.speed = 60;
        night.raise();
        night.ports.web.answering(call -> {
            assertThat(night.dueIn(PAGER)).isEqualTo(Leases.LEASE.multipliedBy(60));
            assertThat(call.timeout()).isEqualTo(Leases.LONGEST_CALL);
            return night.pagerDuty.apply(call);
        });

        night.deliver(PAGER);

        assertThat(alerts()).containsExactly(State.TRIGGERED);
    }

    // batches

    @Test
    void one_message_that_is_no_key_leaves_nine_done() {
        night.raise();
        var bodies = new String[10];
        java.util.Arrays.fill(bodies, "{\"pk\":\"prod/api\",\"sk\":\"" + PAGER.sk() + "\"}");
        bodies[3] = "poison";

        assertThat(night.deliverBodies(bodies))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-3\"}]}");
        assertThat(alerts()).containsExactly(State.TRIGGERED);
    }

    @Test
    void nothing_is_begun_that_could_not_be_ended_in_time() {
        night.raise();
        night.context.setLeft(Duration.ofSeconds(4));

        assertThat(night.deliver(PAGER)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-0\"}]}");
        assertThat(night.dueIn(PAGER)).isEqualTo(Duration.ZERO);
    }

    @Test
    void a_call_ends_before_the_function_and_the_lease_do() {
        night.raise();
        night.context.setLeft(Duration.ofSeconds(9));
        night.deliver(PAGER);

        assertThat(night.ports.web.calls().getFirst().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Leases.LEASE).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void a_heartbeat_is_answered() {
        assertThat(LambdaEvents.call(new NotifyHandler(night.ports), "{\"heartbeat\":true}", night.context))
                .isEqualTo("{\"heartbeat\":true}");
    }

    @Test
    void a_row_that_is_gone_is_no_fault() {
        assertThat(night.deliver(PAGER)).isEqualTo(NONE_FAILED);
    }
}
