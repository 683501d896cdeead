package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.SignedCall;
import tocsin.alarm.AlarmState;
import tocsin.incident.StoryEntry;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.testing.Interference;
import tocsin.testing.TestingWeb;

/** Maintenance through all functions, with a moved clock: what users are told, what is held, and what becomes of it. */
class MaintenanceTest {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final String ANN = "arn:aws:iam::111122223333:user/ann";

    /** The Sunday after the world begins, from 02:00 to 04:00 UTC. */
    private static final Instant SUNDAY = Instant.parse("2026-02-08T02:00:00Z");

    private static final String RINGS = "tocsin-prod/db-1-1 TRIGGERED, rang 1";

    private final World world = new World(Valine.paging(), new Interference() {});
    private final List<String> seen = new ArrayList<>();
    private int mails;
    private int pages;
    private String notice = "";

    @Test
    void users_are_told_at_72_and_24_hours_once_each_and_of_its_begin_and_its_end() {
        assertThat(plan("the database gets larger", ""))
                .isEqualTo(
                        "maintenance-1 is planned for Sunday, 8 February 2026, 02:00 to 04:00 UTC; users are mailed at"
                                + " 2026-02-05 02:00:00 UTC");
        watch(SUNDAY.plusSeconds(60));
        tick(4);
        watch(SUNDAY.plus(Duration.ofHours(3)));

        assertThat(seen)
                .containsExactly(
                        "2026-02-05T02:00 users mailed: valine: maintenance on Sunday, 8 February 2026, 02:00 to 04:00 UTC",
                        "2026-02-07T02:00 status page: scheduled",
                        "2026-02-07T02:00 notice: scheduled",
                        "2026-02-08T02:00 status page: maintenance",
                        "2026-02-08T02:00 notice: maintenance",
                        "2026-02-08T04:00 users mailed: valine: maintenance is over",
                        "2026-02-08T04:00 status page: operational",
                        "2026-02-08T04:00 notice: operational");
        var call = world.statusPage.getFirst();
        assertThat(call.headers()).containsKey(SignedCall.HEADER);
    }

    @Test
    void over_daylight_saving_it_begins_by_the_wall_and_is_told_whole_hours_before() {
        var berlin = new World(
                Valine.paging(text -> text.replaceFirst(
                        "every: \"Sun 02:00-04:00\", zone: UTC", "every: \"Sun 04:00-06:00\", zone: Europe/Berlin")),
                new Interference() {});
        berlin.ports.clock.set(Instant.parse("2026-03-24T12:00:00Z"));
        assertThat(plan(berlin, "certificates", "")).contains("29 March 2026, 02:00 to 04:00 UTC");

        berlin.minutesTo(Instant.parse("2026-03-29T02:01:00Z"));

        assertThat(mails(berlin)).hasSize(1);
        assertThat(stories(berlin))
                .filteredOn(line -> line.matches(".* (announced|reminded|begun): .*"))
                .extracting(line -> line.replaceFirst(": .*", ""))
                .containsExactly(
                        "2026-03-26T02:00:00Z announced",
                        "2026-03-28T02:00:00Z reminded",
                        "2026-03-29T02:00:00Z begun");
    }

    @Test
    void one_planned_thirty_hours_ahead_says_that_the_mail_is_late() {
        world.ports.clock.set(SUNDAY.minus(Duration.ofHours(30)));

        assertThat(plan("certificates", "")).endsWith("users are mailed now, which is LATE: 30 h ahead, not 72 h");
        watch(SUNDAY.minus(Duration.ofHours(29)));
        assertThat(mails(world)).hasSize(1);
        assertThat(mails(world).getFirst().text())
                .contains("note: this comes later than the 72 h ahead that we promise");
        assertThat(stories(world)).anyMatch(line -> line.contains("all users are mailed, later than 72 h ahead"));
    }

    @Test
    void what_alarms_in_it_is_held_and_after_it_pages_once_where_it_is_still_bad_and_is_noted_where_it_is_not() {
        planned();
        alarm("db-cpu");
        alarm("db-connections");
        watch(SUNDAY.plus(Duration.ofMinutes(30)));
        assertThat(world.alerts()).isEmpty();
        world.send(Valine.sample("db-connections-ok.eventbridge"));
        tick(4);
        watch(SUNDAY.plus(Duration.ofMinutes(119)));
        assertThat(world.alerts()).isEmpty();

        watch(SUNDAY.plus(Duration.ofMinutes(150)));
        assertThat(world.alerts()).containsExactly(RINGS);
        assertThat(stories(world))
                .anyMatch(line -> line.contains(
                        "recovered: valine-prod-db-connections is OK; it was withheld, and paged nobody"));
    }

    @Test
    void what_recovered_without_a_message_pages_nobody_after_it() {
        planned();
        alarm("db-cpu");
        world.listed("db-cpu", AlarmState.OK);
        tick(4);

        watch(SUNDAY.plus(Duration.ofMinutes(150)));
        assertThat(world.alerts()).isEmpty();
    }

    @Test
    void p0_pierces() {
        planned();
        alarm("api-5xx-60");

        world.pass(Duration.ofMinutes(1));
        assertThat(world.alerts()).containsExactly("tocsin-prod/api-1-1 TRIGGERED, rang 1");
    }

    @Test
    void one_whose_work_is_not_done_in_time_is_told_and_holds_nothing_longer() {
        planned();
        alarm("db-cpu");
        watch(SUNDAY.plus(Duration.ofMinutes(155)));

        assertThat(world.alerts()).containsExactly(RINGS);
        assertThat(stories(world).stream()
                        .filter(line -> line.contains(" overruns: "))
                        .toList())
                .hasSize(2)
                .allMatch(line -> line.contains("its work is not ticked off"));
        assertThat(team())
                .filteredOn(subject -> subject.contains("overruns its end"))
                .hasSize(2);
        assertThat(shown()).contains("\"status\":\"maintenance\"").contains("longer than planned");

        tick(4);
        watch(SUNDAY.plus(Duration.ofMinutes(160)));
        assertThat(shown()).contains("\"status\":\"operational\"");
        assertThat(mails(world).getLast().subject()).isEqualTo("valine: maintenance is over");
        assertThat(world.alerts()).containsExactly(RINGS);
    }

    @Test
    void smoke_tests_that_fail_keep_it_from_ending_and_are_told() {
        planned();
        tick(4);
        world.production.leak(83); // the API answers 503
        post("/api/v1/maintenance/-/end", "{}");
        watch(SUNDAY.plus(Duration.ofMinutes(20)));
        assertThat(stories(world)).anyMatch(line -> line.contains("cannot end: the smoke tests fail: "));
        assertThat(shown()).contains("\"status\":\"maintenance\"");

        post("/api/v1/maintenance/-/end", "{\"anyway\": true}");
        world.run();
        assertThat(shown()).contains("\"status\":\"operational\"");
    }

    @Test
    void cut_short_what_it_held_is_looked_at_at_once() {
        planned();
        alarm("db-cpu");
        watch(SUNDAY.plus(Duration.ofMinutes(30)));
        assertThat(world.alerts()).isEmpty();

        post("/api/v1/maintenance/-/end", "{\"anyway\": true}");
        watch(SUNDAY.plus(Duration.ofMinutes(35)));
        assertThat(world.alerts()).containsExactly(RINGS);
    }

    @Test
    void begun_before_the_time_that_was_mailed_users_are_mailed_the_new_one() {
        world.ports.clock.set(SUNDAY.minus(Duration.ofHours(30)));
        plan("the database gets larger", "");
        post("/api/v1/maintenance/maintenance-1/start", "{}");
        world.pass(Duration.ofMinutes(2));

        assertThat(mails(world))
                .extracting(Sns.ToTopic::subject)
                .hasSize(2)
                .last()
                .asString()
                .startsWith("valine: maintenance is at another time, ");
        assertThat(shown()).contains("\"status\":\"maintenance\"");
    }

    @Test
    void extended_it_holds_longer() {
        planned();
        alarm("db-cpu");
        post("/api/v1/maintenance/-/end", "{\"at\": \"3h\"}");
        watch(SUNDAY.plus(Duration.ofMinutes(170)));
        assertThat(world.alerts()).isEmpty();

        tick(4);
        watch(SUNDAY.plus(Duration.ofMinutes(200)));
        assertThat(world.alerts()).containsExactly(RINGS);
    }

    @Test
    void an_emergency_is_told_at_once_and_users_get_an_apology_after_it() {
        assertThat(post("/api/v1/maintenance", "{\"what\": \"a hole is closed\", \"emergency\": true}"))
                .startsWith("maintenance-1 has begun, until 2026-02-02 04:12:20 UTC");
        world.run();
        assertThat(team()).containsExactly("maintenance-1, an emergency, has begun: a hole is closed");
        assertThat(shown()).contains("\"status\":\"maintenance\"");
        alarm("db-cpu");
        world.pass(Duration.ofMinutes(5));
        assertThat(world.alerts()).isEmpty();
        assertThat(mails(world)).isEmpty();

        post("/api/v1/maintenance/maintenance-1/end", "{}");
        world.pass(Duration.ofMinutes(5));
        assertThat(mails(world))
                .extracting(Sns.ToTopic::subject)
                .containsExactly("valine: we are sorry for the unannounced maintenance, which is over");
        assertThat(shown()).contains("\"status\":\"operational\"");
        assertThat(world.alerts()).containsExactly(RINGS);
    }

    @Test
    void called_off_after_it_was_announced_users_are_told_so() {
        world.ports.clock.set(SUNDAY.minus(Duration.ofHours(20)));
        plan("certificates", "");
        world.run();
        assertThat(shown()).contains("\"status\":\"scheduled\"");
        post("/api/v1/maintenance/maintenance-1/end", "{}");
        world.run();

        assertThat(mails(world)).hasSize(2);
        assertThat(mails(world).getLast().subject()).startsWith("valine: no maintenance on Sunday, 8 February 2026");
        assertThat(shown()).contains("\"status\":\"operational\"");
    }

    @Test
    void a_window_that_is_always_announced_is_planned_by_itself() {
        var always = new World(Valine.paging(always("announce: always")), new Interference() {});
        always.ports.clock.set(Instant.parse("2026-02-05T00:00:20Z"));
        always.minutesTo(SUNDAY.plusSeconds(60));

        assertThat(stories(always))
                .extracting(line -> line.replaceFirst(": .*", ""))
                .contains(
                        "2026-02-05T02:00:20Z announced",
                        "2026-02-07T02:00:20Z reminded",
                        "2026-02-08T02:00:20Z begun");
        assertThat(mails(always)).hasSize(1);
    }

    @Test
    void one_whose_time_passed_while_nothing_ran_shuts_nobody_out_and_users_are_told() {
        plan("the database gets larger", "");
        world.minutesTo(SUNDAY.minus(Duration.ofHours(70)));
        assertThat(mails(world)).hasSize(1);

        world.ports.clock.set(SUNDAY.plus(Duration.ofHours(3)));
        world.minutesTo(SUNDAY.plus(Duration.ofMinutes(185)));
        assertThat(mails(world).getLast().subject())
                .isEqualTo("valine: the maintenance of Sunday, 8 February 2026, 02:00 to 04:00 UTC did not happen");
        assertThat(team())
                .containsExactly("maintenance-1 did not happen: nobody was there to begin it before"
                        + " 2026-02-08 04:00:00 UTC");
        assertThat(world.statusPage).isEmpty();
        assertThat(stories(world)).noneMatch(line -> line.contains(" begun: ") || line.contains(" run: "));
    }

    private static UnaryOperator<String> always(String more) {
        return text -> text.replaceFirst("every: \"Sun 02:00-04:00\"", "every: \"Sun 02:00-04:00\", " + more);
    }

    @Test
    void what_a_channel_does_not_take_is_told_again_and_is_the_same_once_it_does() {
        var down = down(() -> {
            throw new PortFailure(PortFailure.Kind.UNAVAILABLE, "nobody is there");
        });
        post("/api/v1/maintenance", "{\"what\": \"a hole is closed\", \"emergency\": true}");
        world.pass(Duration.ofMinutes(2));
        assertThat(world.statusPage).isEmpty();

        down.set(false);
        world.pass(Duration.ofMinutes(6));
        assertThat(world.statusPage).hasSize(1);
    }

    @Test
    void what_a_status_page_refuses_is_tried_until_it_takes_it_and_somebody_is_told_once() {
        var down = down(() -> TestingWeb.answer(403, "no"));
        post("/api/v1/maintenance", "{\"what\": \"a hole is closed\", \"emergency\": true}");
        world.minutesTo(world.ports.clock.instant().plus(Duration.ofMinutes(50)));
        assertThat(stories(world))
                .filteredOn(line -> line.contains("was not delivered"))
                .hasSize(1);

        down.set(false);
        world.minutesTo(world.ports.clock.instant().plus(Duration.ofMinutes(16)));
        assertThat(world.statusPage).hasSize(1);
    }

    /** While it is so, all that is asked by HTTP ends this way. */
    private AtomicBoolean down(Supplier<Web.Answer> ends) {
        var down = new AtomicBoolean(true);
        world.ports.web.answering(call -> down.get() ? ends.get() : world.site(call));
        return down;
    }

    // --- words ---------------------------------------------------------------------------------------------------

    /** Planned late, and begun. */
    private void planned() {
        world.ports.clock.set(SUNDAY.minus(Duration.ofHours(1)));
        plan("the database gets larger", "");
        world.minutesTo(SUNDAY.plusSeconds(60));
    }

    private void alarm(String sample) {
        world.listed(sample, AlarmState.ALARM);
        world.send(Valine.sample(sample + ".eventbridge"));
        world.run();
    }

    /** So many tasks of the checklist are ticked off, each as it was read. */
    private void tick(int tasks) {
        for (var task = 0; task < tasks; task++) {
            world.run();
            var says = JSON.fromJsonObject(get("/api/v1/incidents/maintenance-1"));
            var run = says.elements().get("runs");
            var read = ((JsonArray) Objects.requireNonNull(run))
                    .elements()
                    .getFirst()
                    .extract("says", "");
            post(
                    "/api/v1/incidents/maintenance-1/runs/1/approve",
                    JSON.toJson(JsonObject.create().add("read", read)));
            world.run();
        }
    }

    /** Minutes pass, and what users see of them is noted. */
    private void watch(Instant end) {
        while (world.ports.clock.instant().isBefore(end)) {
            var next = world.ports.clock.instant().plusSeconds(60);
            world.minutesTo(next.isAfter(end) ? end : next);
            note();
        }
    }

    private void note() {
        var now = world.ports.clock.instant().toString().substring(0, 16);
        var mailed = mails(world);
        mailed.subList(mails, mailed.size()).forEach(mail -> seen.add(now + " users mailed: " + mail.subject()));
        mails = mailed.size();
        var told = world.statusPage;
        told.subList(pages, told.size()).forEach(call -> seen.add(now + " status page: " + status(call.body())));
        pages = told.size();
        var shown = shown();
        if (!shown.equals(notice)) {
            seen.add(now + " notice: " + status(shown));
            notice = shown;
        }
    }

    private static String status(@Nullable String body) {
        return JSON.fromJsonObject(String.valueOf(body)).extract("status");
    }

    private String shown() {
        var text = world.buckets.read(Production.PLACE, "valine-frontend-prod", "notice.json", Duration.ofSeconds(1));
        return text == null ? "" : text;
    }

    private static List<Sns.ToTopic> mails(World world) {
        return published(world)
                .filter(mail -> mail.topicArn().equals(World.USERS))
                .toList();
    }

    private List<String> team() {
        return published(world)
                .filter(mail -> !mail.topicArn().equals(World.USERS))
                .map(Sns.ToTopic::subject)
                .toList();
    }

    private static Stream<Sns.ToTopic> published(World world) {
        return world.ports.sns.published().stream()
                .filter(Sns.ToTopic.class::isInstance)
                .map(Sns.ToTopic.class::cast);
    }

    private static List<String> stories(World world) {
        return world.stories()
                .sorted(Comparator.comparing(StoryEntry::at))
                .map(entry -> entry.at() + " " + entry.what() + ": " + entry.text())
                .toList();
    }

    private String plan(String what, String at) {
        return plan(world, what, at);
    }

    private static String plan(World world, String what, String at) {
        return post(world, "/api/v1/maintenance", "{\"what\": \"" + what + "\", \"at\": \"" + at + "\"}");
    }

    private String post(String path, String body) {
        return post(world, path, body);
    }

    private static String post(World world, String path, String body) {
        var answer = world.http("POST", path, JsonObject.create(), body, ANN);
        assertThat(answer.extract("statusCode", 0)).as(answer.toString()).isEqualTo(200);
        return JSON.fromJsonObject(answer.extract("body")).extract("says");
    }

    private String get(String path) {
        return world.http("GET", path, JsonObject.create(), "", ANN).extract("body");
    }
}
