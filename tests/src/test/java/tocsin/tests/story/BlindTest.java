package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tocsin.local.chat.PushoverStandIn;
import tocsin.local.chat.PushoverStandIn.Ringing;
import tocsin.local.chat.PushoverStandIn.State;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.state.Queues.Queue;

/** The table is down, and no pager is there to tell: people are rung past it, by what tocsin.yaml alone says. */
class BlindTest {
    private static final String PEOPLE = """
            people:
              ann: { zone: UTC, reach: [ { pushover: "secret:tocsin/ann" }, { sms: "secret:tocsin/ann-phone" } ] }
              bo: { zone: UTC, reach: [ { pushover: "secret:tocsin/bo" } ] }
              cy: { zone: UTC, reach: [ { mail: "secret:tocsin/mail-topic" }, { sms: "secret:tocsin/cy-phone" } ] }
            """;
    private static final String CHANNELS =
            "channels: { mail: \"secret:tocsin/mail-topic\", pushover: { token: \"secret:tocsin/pushover\" } }";

    private final Outage table = Outage.ofTable();
    private final PushoverStandIn pushover = new PushoverStandIn();
    private final World world = world(text ->
            text.replaceFirst("(?m)^pager: .*\n", "pager: { ladder: tocsin }\n").replaceFirst("(?m)^backup: .*\n", ""));

    private World world(UnaryOperator<String> edit) {
        var world = new World(
                Valine.paging(text -> edit.apply(text.replaceFirst("(?ms)^people:\n.*?^# Who", PEOPLE + "# Who")
                        .replaceFirst("(?m)^channels: .*", CHANNELS)
                        .replace("ring: [owner]", "ring: [bo]")
                        .replaceFirst("people: \\[owner\\]", "people: [bo, ann]"))),
                table);
        world.ports.secrets.set("tocsin/pushover", "of-the-application");
        world.ports.secrets.set("tocsin/ann", "of-ann");
        world.ports.secrets.set("tocsin/bo", "of-bo");
        world.ports.secrets.set("tocsin/ann-phone", "+15555550101");
        world.ports.secrets.set("tocsin/cy-phone", "+15555550103");
        world.ports.web.answering(call -> answer(world, call));
        world.keepsIntake(true);
        return world;
    }

    private Web.Answer answer(World world, Web.Call call) {
        var path = call.uri().getPath();
        return path.equals("/health")
                ? world.production.health()
                : String.valueOf(call.uri().getHost()).equals("api.pushover.net")
                        ? pushover.apply(call)
                        : new Web.Answer(
                                202,
                                Collections.emptyMap(),
                                world.pagerDuty
                                        .enqueue(String.valueOf(call.body()), world.ports.clock.instant())
                                        .body());
    }

    private void down(World world) {
        table.begins();
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.send(Valine.sample("db-connections.eventbridge"));
    }

    private List<State> rings() {
        return pushover.ringing().stream().map(Ringing::state).toList();
    }

    private List<String> texts(World world) {
        return world.ports.sns.published().stream()
                .filter(Sns.ToPhone.class::isInstance)
                .map(publication -> ((Sns.ToPhone) publication).number())
                .toList();
    }

    /** Whom Pushover was to ring, in order. */
    private List<String> users(World world) {
        return world.ports.web.calls().stream()
                .filter(call -> call.uri().getPath().endsWith("/messages.json"))
                .map(call -> field(String.valueOf(call.body()), "user"))
                .toList();
    }

    private static String field(String form, String name) {
        var field = List.of(form.split("&", -1)).stream()
                .filter(each -> each.startsWith(name + "="))
                .findFirst()
                .orElse("=");
        return URLDecoder.decode(field.substring(field.indexOf('=') + 1), StandardCharsets.UTF_8);
    }

    @Test
    void whoever_is_on_call_is_rung_once_within_three_minutes_and_told_what_cannot_be_known() {
        down(world);
        world.pass(Duration.ofMinutes(3));

        assertThat(users(world)).containsExactly("of-ann");
        assertThat(pushover.ringing().getFirst().title())
                .startsWith("P0 tocsin cannot reach its table; it holds 2 alarms: valine-prod-");
        assertThat(world.ports.web.calls().stream()
                        .filter(call -> call.uri().getPath().endsWith("/messages.json"))
                        .map(call -> field(String.valueOf(call.body()), "message")))
                .singleElement()
                .asString()
                .contains("on call: as tocsin.yaml says: overrides are in the table and cannot be read, nor calendars")
                .contains("It may ring more than once");
        assertThat(world.alerts()).isEmpty();
        assertThat(world.sent()).isEmpty();
    }

    @Test
    void nobody_acknowledges_and_the_next_step_rings_everybody_each_once_until_the_table_is_back() {
        down(world);
        world.pass(Duration.ofMinutes(30));

        assertThat(users(world)).containsExactly("of-ann", "of-bo");
        assertThat(texts(world)).as("whom only a text message reaches").containsExactly("+15555550103");
        assertThat(rings()).containsExactly(State.RINGS, State.RINGS);

        table.ends();
        world.pass(Duration.ofMinutes(3));

        assertThat(rings().subList(0, 2)).containsExactly(State.CANCELLED, State.CANCELLED);
        assertThat(world.ports.queues.bodies(Queue.ALARMS)).isEmpty();
        assertThat(world.ports.table.rows())
                .anyMatch(row -> row.key().sk().equals("incident#000001/page#1/ladder-0/ann/pushover"));
    }

    @Test
    void once_somebody_has_acknowledged_nobody_else_is_rung() {
        down(world);
        world.pass(Duration.ofMinutes(4));
        pushover.acknowledge(pushover.ringing().getFirst().receipt());
        world.pass(Duration.ofMinutes(40));

        assertThat(users(world)).containsExactly("of-ann");
        assertThat(texts(world)).isEmpty();
    }

    @Test
    void where_pushover_is_down_too_a_text_message_comes_at_once() {
        pushover.outage(503);
        down(world);
        world.pass(Duration.ofMinutes(4));

        assertThat(texts(world)).containsExactly("+15555550101");
    }

    @Test
    void an_instance_that_begins_anew_may_ring_again_and_what_it_rang_ends_with_the_rest() {
        down(world);
        world.pass(Duration.ofMinutes(3));
        world.keepsIntake(false);
        world.pass(Duration.ofSeconds(40));
        world.keepsIntake(true);
        world.pass(Duration.ofMinutes(1));
        var rang = pushover.ringing().size();
        assertThat(rang).isGreaterThan(1);

        table.ends();
        world.pass(Duration.ofMinutes(1));

        assertThat(rings().subList(0, rang)).containsOnly(State.CANCELLED);
    }

    @Test
    void where_pagerduty_escalates_it_is_told_and_nobody_is_rung_beside_it() {
        var pager = world(text -> text);
        down(pager);
        pager.pass(Duration.ofMinutes(20));

        assertThat(pager.alerts()).containsExactly("tocsin-blind-us-west-2 TRIGGERED, rang 1");
        assertThat(pushover.ringing()).isEmpty();
        assertThat(pager.sent()).isEmpty();
    }

    @Test
    void where_all_ways_to_people_fail_a_pager_that_is_there_is_told() {
        var both = world(
                text -> text.replace("ladder: pagerduty", "ladder: tocsin").replaceFirst("(?m)^backup: .*\n", ""));
        both.ports.secrets.set("tocsin/ann-phone", "no number");
        both.ports.secrets.set("tocsin/cy-phone", "no number");
        pushover.outage(503);
        down(both);
        both.pass(Duration.ofMinutes(20));
        assertThat(both.alerts()).containsExactly("tocsin-blind-us-west-2 TRIGGERED, rang 1");

        pushover.outage(0);
        table.ends();
        both.pass(Duration.ofMinutes(2));
        assertThat(both.alerts()).contains("tocsin-blind-us-west-2 RESOLVED, rang 1");
    }

    @Test
    void in_the_shadow_nobody_is_rung() {
        var shadow = world(text -> text.replaceFirst("(?m)^pager: .*\n", "pager: { ladder: tocsin }\n")
                .replaceFirst("(?m)^backup: .*\n", "")
                .replaceFirst("(?m)^paging: on", "paging: shadow"));
        down(shadow);
        shadow.pass(Duration.ofMinutes(10));

        assertThat(pushover.ringing()).isEmpty();
        assertThat(shadow.sent()).isEmpty();
    }

    @Test
    void a_second_outage_rings_anew_though_another_instance_saw_the_end_of_the_first() {
        down(world);
        world.pass(Duration.ofMinutes(4));
        pushover.acknowledge(pushover.ringing().getFirst().receipt());
        world.pass(Duration.ofMinutes(1));
        var first = world.otherIntake(null);
        table.ends();
        world.pass(Duration.ofMinutes(61));
        world.otherIntake(first);
        var before = told(world);
        assertThat(before).isEqualTo(1);

        table.begins();
        world.send(Valine.sample("frontend-5xx.eventbridge"));
        world.send(Valine.sample("db-unreachable.eventbridge"));
        world.pass(Duration.ofMinutes(4));

        assertThat(told(world)).isEqualTo(2);
    }

    /** How often Pushover was to ring somebody for the table. */
    private long told(World world) {
        return world.ports.web.calls().stream()
                .filter(call -> call.uri().getPath().endsWith("/messages.json"))
                .filter(call -> field(String.valueOf(call.body()), "title").startsWith("P0 tocsin cannot reach"))
                .count();
    }

    @Test
    void an_unclear_answer_starts_the_next_way_at_once() {
        pushover.outage(500);
        down(world);
        world.pass(Duration.ofMinutes(3));

        assertThat(users(world)).startsWith("of-ann");
        assertThat(texts(world)).containsExactly("+15555550101");
    }

    @Test
    void who_may_have_been_rung_and_may_not_is_rung_again_after_a_minute() {
        world.ports.secrets.set("tocsin/ann-phone", "no number");
        pushover.outage(500);
        down(world);
        world.pass(Duration.ofMinutes(2));
        assertThat(users(world)).containsExactly("of-ann");

        pushover.outage(0);
        world.pass(Duration.ofSeconds(50));
        assertThat(users(world)).containsExactly("of-ann");
        world.pass(Duration.ofMinutes(1));

        assertThat(users(world)).containsExactly("of-ann", "of-ann");
        assertThat(rings()).contains(State.RINGS);
    }

    @Test
    void whose_bell_cannot_be_ended_keeps_nobody_elses_ringing() {
        down(world);
        world.pass(Duration.ofMinutes(30));
        assertThat(rings()).containsExactly(State.RINGS, State.RINGS);
        var refused = new AtomicInteger();
        world.ports.web.answering(
                call -> call.uri().getPath().contains("/cancel_by_tag/") && refused.incrementAndGet() == 1
                        ? new Web.Answer(400, Collections.emptyMap(), "{\"status\":0}")
                        : answer(world, call));

        table.ends();
        world.pass(Duration.ofSeconds(40));

        assertThat(rings().subList(0, 2)).containsExactlyInAnyOrder(State.CANCELLED, State.RINGS);
    }
}
