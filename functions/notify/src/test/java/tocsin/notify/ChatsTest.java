package tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notify.OnCall.API;
import static tocsin.notify.OnCall.INCIDENT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.config.Paging;
import tocsin.page.Wanted;
import tocsin.state.Key;
import tocsin.testing.TestingProduct;
import tocsin.testing.TestingWeb;

/** One message an incident in each chat, edited in place; and what rings is followed until somebody has it. */
class ChatsTest {
    private static final Key SLACK = new Key(API, INCIDENT + "/page#0/chat/team/slack");
    private static final Key PUSHOVER = new Key(API, INCIDENT + "/page#1/backup-1/owner/pushover");
    private static final String SUMMARY = "P0 api-1 all of api: api-down (threshold 80)";

    private final OnCall night = new OnCall(TestingProduct.chatting());

    @Test
    void an_incident_is_one_message_that_is_edited_from_its_beginning_to_its_end() {
        night.raise();
        night.deliverDue();
        assertThat(night.chats.slack).containsOnly(Map.entry("1.1", SUMMARY));

        night.acknowledge();
        night.deliverDue();
        assertThat(night.chats.slack.values()).containsExactly("Acknowledged: " + SUMMARY);

        night.recover();
        night.deliverDue();
        assertThat(night.chats.slack.values()).containsExactly("Resolved: P0 api-1 all of api");
        assertThat(night.chats.discord.values()).containsExactly("Resolved: P0 api-1 all of api");
        assertThat(night.page(SLACK).confirmed()).isEqualTo(Wanted.RESOLVED);
    }

    @Test
    void the_story_stands_below_it_line_by_line_and_each_line_once() {
        night.raise();
        night.deliverDue();
        assertThat(night.chats.thread).isEmpty();

        night.acknowledge();
        night.says("ended the idle ones");
        night.deliverDue();
        night.recover();
        night.deliverDue();
        night.deliver(SLACK);

        assertThat(night.chats.thread).hasSize(2);
        assertThat(night.chats.thread.getFirst()).contains("ann has it (by command)", "ended the idle ones");
        assertThat(night.chats.thread.getLast()).contains("every alarm is OK").doesNotContain("ann has it");
    }

    @Test
    void a_chat_that_was_down_shows_the_last_and_the_whole_story() {
        night.ports.web.answering(call -> TestingWeb.answer(503, ""));
        night.raise();
        night.deliverDue();
        night.acknowledge();
        night.deliverDue();
        night.ports.web.answering(night.chats);

        night.pass(Duration.ofMinutes(6));

        assertThat(night.chats.slack.values()).containsExactly("Acknowledged: " + SUMMARY);
    }

    @Test
    void nothing_is_shown_of_what_is_in_the_shadow_and_the_notice_is() {
        var shadow = new OnCall(TestingProduct.chatting(Paging.SHADOW));
        shadow.raise();
        shadow.deliverDue();
        assertThat(shadow.chats.slack).isEmpty();

        var notice = new OnCall(TestingProduct.chatting(Paging.NOTICE));
        notice.raise();
        notice.deliverDue();
        assertThat(notice.chats.slack).hasSize(1);
        assertThat(notice.pagerDuty.alerts()).isEmpty();
    }

    @Test
    void what_changes_nothing_that_is_shown_edits_nothing() {
        night.raise();
        night.deliverDue();
        var calls = night.ports.web.calls().size();

        night.raise();
        night.deliverDue();

        assertThat(night.ports.web.calls()).hasSize(calls);
    }

    @Test
    void a_chat_that_refuses_is_told_of_in_the_story_and_by_one_mail_and_not_asked_again_for_that() {
        night.ports.web.answering(call -> call.uri().getHost().equals("slack.com")
                ? TestingWeb.answer(200, "{\"ok\":false,\"error\":\"invalid_auth\"}")
                : night.chats.apply(call));
        night.raise();
        night.pass(Duration.ofMinutes(2));
        night.acknowledge();
        night.pass(Duration.ofMinutes(2));

        var asked = night.ports.web.calls().stream()
                .filter(call -> "slack.com".equals(call.uri().getHost()))
                .count();
        assertThat(asked).isEqualTo(2); // the page and the acknowledgement
        assertThat(night.told())
                .hasSize(2)
                .allMatch(text -> text.contains("0/chat/team/slack of api-1 was not delivered: Slack: invalid_auth"));
        assertThat(night.mailed()).isEqualTo(1);
    }

    // what rings

    @Test
    void the_backup_rings_by_pushover_until_somebody_acknowledges_it_there() {
        night.raise();
        night.pass(Duration.ofMinutes(6));
        assertThat(night.chats.pushover).containsOnly(Map.entry("receipt1", "rings"));

        night.pass(Duration.ofMinutes(2));
        assertThat(night.chats.looks).isBetween(3, 4);
        night.chats.pushover.put("receipt1", "acknowledged");
        night.pass(Duration.ofMinutes(1));

        var head = night.head();
        assertThat(Objects.requireNonNull(Objects.requireNonNull(head.open()).acknowledgement()))
                .satisfies(acknowledgement -> {
                    assertThat(acknowledgement.by()).isEqualTo("owner");
                    assertThat(acknowledgement.via()).isEqualTo("pushover");
                });
        assertThat(night.page(PUSHOVER).confirmed()).isEqualTo(Wanted.ACKNOWLEDGED);
        assertThat(night.dueIn(PUSHOVER)).isNull();
        var looks = night.chats.looks;
        night.pass(Duration.ofMinutes(10));
        assertThat(night.chats.looks).isEqualTo(looks);
    }

    @Test
    void what_rings_is_ended_by_an_acknowledgement_and_by_a_recovery() {
        night.raise();
        night.pass(Duration.ofMinutes(7));
        night.acknowledge();
        night.pass(Duration.ofSeconds(1));
        assertThat(night.chats.pushover.values()).containsExactly("cancelled");

        var other = new OnCall(TestingProduct.chatting());
        other.raise();
        other.pass(Duration.ofMinutes(7));
        other.recover();
        other.pass(Duration.ofSeconds(1));
        assertThat(other.chats.pushover.values()).containsExactly("cancelled");
    }

    @Test
    void what_has_rung_for_as_long_as_it_can_rings_anew() {
        night.raise();
        night.pass(Duration.ofMinutes(7));
        night.chats.pushover.put("receipt1", "expired");

        night.pass(Duration.ofMinutes(1));

        assertThat(List.copyOf(night.chats.pushover.values())).containsExactly("expired", "rings");
        assertThat(night.page(PUSHOVER).handle()).isEqualTo("receipt2");
    }

    @Test
    void what_was_acknowledged_before_its_time_never_rings() {
        night.raise();
        night.pass(Duration.ofMinutes(2));
        night.acknowledge();

        night.pass(Duration.ofHours(1));

        assertThat(night.chats.pushover).isEmpty();
    }
}
