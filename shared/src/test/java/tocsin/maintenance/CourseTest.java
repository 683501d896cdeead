package tocsin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.Jsonb;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.maintenance.Course.Act;
import tocsin.maintenance.Maintenance.Phase;
import tocsin.maintenance.Maintenance.Slot;

class CourseTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Announcing RULES = new Announcing(
            null,
            null,
            null,
            Announcing.OBJECT,
            Announcing.MAIL_AHEAD,
            Announcing.BANNER_AHEAD,
            Announcing.CHECKLIST,
            Announcing.EMERGENCY,
            Announcing.AGAIN);
    private static final Window SUNDAYS = announced(Window.USUAL);
    private static final Checked WELL = new Checked(true, true, "all well");
    private static final Checked AT_WORK = new Checked(false, true, "all well");
    private static final Checked UNWELL = new Checked(true, false, "/health answers 500");
    private static final String NOT_TICKED = "its work is not ticked off, nor has anybody said 'maintenance end'";
    private static final Service API = service("prod", "api");

    private final Course course = new Course(RULES, List.of(Window.USUAL), "prod");

    @Test
    void each_telling_comes_once_in_its_time() {
        var plans = planned(Plans.NONE, at("2026-03-08T02:00:00Z"), at("2026-03-01T12:00:00Z"));

        assertThat(course.due(plans, at("2026-03-01T12:00:00Z"))).contains(at("2026-03-05T02:00:00Z"));
        assertThat(through(course, plans, WELL, at("2026-03-01T12:00:00Z"), at("2026-03-09T00:00:00Z"), 1))
                .containsExactly(
                        "2026-03-05T02:00:00Z announced",
                        "2026-03-07T02:00:00Z reminded",
                        "2026-03-08T02:00:00Z begun",
                        "2026-03-08T04:00:00Z over");
    }

    @Test
    void one_that_is_planned_thirty_hours_ahead_is_announced_at_once_and_late() {
        var now = at("2026-03-06T20:00:00Z");
        var plans = planned(Plans.NONE, at("2026-03-08T02:00:00Z"), now);

        assertThat(said(course.on(plans, Collections.emptyMap(), now).news())).containsExactly("announced late");
    }

    @Test
    void over_daylight_saving_the_tellings_are_whole_hours_before_and_the_time_is_the_wall_s() {
        var berlin = new Window(
                new Recurring.Weekly(DayOfWeek.SUNDAY, LocalTime.of(4, 0), LocalTime.of(6, 0)),
                BERLIN,
                List.of(),
                List.of(Severity.P0),
                null,
                "weekly",
                true);
        var inSummer = new Course(RULES, List.of(berlin), "prod");

        // on 29 March 2026 at 02:00 the clocks go to 03:00
        assertThat(through(inSummer, Plans.NONE, WELL, at("2026-03-24T00:00:00Z"), at("2026-03-29T12:00:00Z"), 1))
                .containsExactly(
                        "2026-03-26T01:00:00Z planned",
                        "2026-03-26T02:00:00Z announced",
                        "2026-03-28T02:00:00Z reminded",
                        "2026-03-29T02:00:00Z begun",
                        "2026-03-29T04:00:00Z over");
        // and on 25 October back again
        assertThat(through(inSummer, Plans.NONE, WELL, at("2026-10-20T00:00:00Z"), at("2026-10-25T12:00:00Z"), 1))
                .containsExactly(
                        "2026-10-22T02:00:00Z planned",
                        "2026-10-22T03:00:00Z announced",
                        "2026-10-24T03:00:00Z reminded",
                        "2026-10-25T03:00:00Z begun",
                        "2026-10-25T05:00:00Z over");
    }

    @Test
    void one_whose_work_is_not_done_overruns_and_is_told_again_and_again_until_it_is() {
        var begins = at("2026-03-08T02:00:00Z");
        var plans = planned(Plans.NONE, begins, at("2026-03-01T12:00:00Z"));
        plans = course.on(plans, Collections.emptyMap(), begins).plans();

        var told = new ArrayList<String>();
        for (var now = at("2026-03-08T03:59:00Z");
                now.isBefore(at("2026-03-08T05:10:00Z"));
                now = now.plusSeconds(60)) {
            var step = course.on(plans, checked(plans, AT_WORK, now), now);
            plans = step.plans();
            for (var news : step.news()) {
                told.add(now + " " + said(news));
            }
            assertThat(plans.heldUntil(List.of(), API, Severity.P1, window -> true, now)
                            .isPresent())
                    .as("held at %s", now)
                    .isEqualTo(now.isBefore(at("2026-03-08T04:00:00Z"))); // never silently longer
        }
        assertThat(told)
                .containsExactly(
                        "2026-03-08T04:00:00Z not over: " + NOT_TICKED,
                        "2026-03-08T04:30:00Z not over: " + NOT_TICKED,
                        "2026-03-08T05:00:00Z not over: " + NOT_TICKED);
        var now = at("2026-03-08T05:10:00Z");
        assertThat(said(course.on(plans, Map.of(1L, WELL), now).news())).containsExactly("over");
    }

    @Test
    void somebody_s_word_ends_the_work_and_not_the_smoke_tests() {
        var begins = at("2026-03-08T02:00:00Z");
        var now = begins.plusSeconds(3600);
        var plans = planned(Plans.NONE, begins, at("2026-03-01T12:00:00Z"));
        plans = course.on(plans, Collections.emptyMap(), begins).plans();

        var asked = done(course.end(plans, 1, "ann", false, now));
        assertThat(said(asked.news())).containsExactly("end asked by ann");
        assertThat(course.due(asked.plans(), now)).contains(now);
        var refused = course.on(asked.plans(), Map.of(1L, UNWELL), now);
        assertThat(said(refused.news())).containsExactly("not over: the smoke tests fail: /health answers 500");
        var later = now.plusSeconds(60);
        assertThat(said(course.on(refused.plans(), Map.of(1L, AT_WORK), later).news()))
                .containsExactly("over");
        assertThat(said(done(course.end(refused.plans(), 1, "ann", true, now)).news()))
                .containsExactly("over");
    }

    @Test
    void cut_short_it_holds_no_longer_though_its_window_goes_on() {
        var begins = at("2026-03-08T02:00:00Z");
        var now = begins.plusSeconds(1800);
        var slot = new Slot(Window.USUAL.because(), begins);
        var wanted = wanted(1, begins, slot, at("2026-03-01T12:00:00Z"));
        var plans = done(course.plan(Plans.NONE, wanted, wanted.at())).plans();
        plans = course.on(plans, Collections.emptyMap(), begins).plans();

        assertThat(held(plans, now)).isEqualTo(at("2026-03-08T04:00:00Z"));
        var over = done(course.end(plans, 1, "ann", true, now)).plans();
        assertThat(held(over, now)).isNull();
        // the window itself goes on for whom the maintenance was not for
        assertThat(over.heldUntil(List.of(Window.USUAL), service("staging", "api"), Severity.P1, window -> true, now))
                .contains(at("2026-03-08T04:00:00Z"));
    }

    @Test
    void extended_it_holds_longer_and_called_off_not_at_all() {
        var begins = at("2026-03-08T12:00:00Z");
        var plans = planned(Plans.NONE, begins, at("2026-03-01T12:00:00Z"));

        var longer = done(course.move(plans, 1, begins.plusSeconds(4 * 3600), begins))
                .plans();
        assertThat(held(longer, begins.plusSeconds(3 * 3600))).isEqualTo(begins.plusSeconds(4 * 3600));
        var off = done(course.end(plans, 1, "ann", false, at("2026-03-02T00:00:00Z")));
        assertThat(said(off.news())).containsExactly("called off by ann");
        assertThat(held(off.plans(), begins)).isNull();
    }

    @Test
    void what_is_no_window_is_refused_with_what_it_is() {
        var now = at("2026-03-01T12:00:00Z");
        assertThat(course.start(Plans.NONE, 3, now))
                .isEqualTo(new Act.Refused("there is no maintenance-3 that is planned"));
        var plans = planned(Plans.NONE, at("2026-03-08T02:00:00Z"), now);
        assertThat(course.move(plans, 1, now.minusSeconds(1), now))
                .isEqualTo(new Act.Refused("it cannot end at 2026-03-01 11:59:59 UTC: it begins at 2026-03-08 02:00:00"
                        + " UTC, and it is 2026-03-01 12:00:00 UTC"));
        var over = done(course.end(plans, 1, "ann", false, now)).plans();
        assertThat(course.end(over, 1, "ann", false, now))
                .isEqualTo(new Act.Refused("maintenance-1 is called off, not planned or under way"));
    }

    /**
     * Windows and plans at random, looked at at random times, by whoever comes: each telling comes once and in its order,
     * nothing is held that no window covers, and whatever is under way ends or is told. Between two looks all is written
     * and read again.
     */
    @Test
    void whatever_is_planned_each_telling_comes_once_and_nothing_is_held_in_silence() {
        for (var seed = 0L; seed < 300; seed++) {
            var random = new Random(seed);
            var window = window(random);
            var any = new Course(RULES, List.of(window), "prod");
            var start = at("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(360 * 24 * 3600));
            var plans = Plans.NONE;
            var told = new TreeMap<String, Integer>();
            var ends = new ArrayList<Occurrence>();
            for (var number = 1; number <= random.nextInt(4); number++) {
                var begins = start.plusSeconds(random.nextInt(7 * 24 * 3600));
                var wanted = Maintenance.planned(
                        plans.count() + 1,
                        "work",
                        "prod",
                        List.of(),
                        List.of(Severity.P0),
                        new Occurrence(begins, begins.plusSeconds(600 + random.nextInt(4 * 3600))),
                        null,
                        "ann",
                        start);
                plans = done(any.plan(plans, wanted, start)).plans();
                ends.add(new Occurrence(wanted.begins(), wanted.ends()));
            }
            var now = start;
            while (now.isBefore(start.plus(Duration.ofDays(9)))) {
                var before = plans;
                var checked = checked(plans, random.nextInt(3) == 0 ? WELL : AT_WORK, now);
                var step = any.on(plans, checked, now);
                for (var news : step.news()) {
                    told.merge(news.of().number() + " " + word(news), 1, Integer::sum);
                }
                plans = reread(step.plans());
                assertThat(any.on(plans, checked, now).news())
                        .as("seed %s, again at %s", seed, now)
                        .isEmpty();
                for (var each : before.live()) {
                    if (each.overruns(now)) {
                        assertThat(told)
                                .as("seed %s", seed)
                                .containsAnyOf(
                                        Map.entry(each.number() + " over", 1),
                                        Map.entry(
                                                each.number() + " not over",
                                                told.getOrDefault(each.number() + " not over", 1)));
                    }
                }
                var due = any.due(plans, now);
                assertThat(due.filter(at -> at.isBefore(start))).isEmpty();
                var until = heldBy(plans, window, now);
                var covered = ends.stream().anyMatch(time -> time.covers(now(until, time))) || window.covers(now);
                assertThat(until == null || covered)
                        .as("seed %s: held until %s at %s", seed, until, now)
                        .isTrue();
                now = now.plusSeconds(60 + random.nextInt(random.nextInt(10) == 0 ? 9 * 3600 : 600));
            }
            told.forEach((what, times) -> {
                if (!what.endsWith("not over")) {
                    assertThat(times).as(what).isEqualTo(1);
                }
            });
            assertThat(plans.all())
                    .as("seed %s", seed)
                    .allMatch(each ->
                            each.phase() != Phase.PLANNED || each.begins().isAfter(start.plus(Duration.ofDays(8))));
        }
    }

    private static Instant now(@Nullable Instant until, Occurrence time) {
        return until == null
                ? Instant.MIN
                : until.minusMillis(1).isBefore(time.begins()) ? time.begins() : until.minusMillis(1);
    }

    private static @Nullable Instant heldBy(Plans plans, Window window, Instant now) {
        return plans.heldUntil(List.of(window), API, Severity.P1, each -> true, now)
                .orElse(null);
    }

    private static Window window(Random random) {
        var zones = List.of("UTC", "Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe");
        var when = random.nextBoolean()
                ? new Recurring.Weekly(
                        DayOfWeek.of(1 + random.nextInt(7)),
                        LocalTime.of(random.nextInt(24), random.nextInt(60)),
                        LocalTime.of(random.nextInt(24), random.nextInt(60)))
                : Recurring.of("cron " + random.nextInt(60) + " " + random.nextInt(24) + " * * "
                        + List.of("SUN", "MON,THU", "*", "SAT#2").get(random.nextInt(4)) + " for "
                        + (1 + random.nextInt(300)) + "m");
        var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
        return new Window(when, zone, List.of(), List.of(), null, "weekly", random.nextInt(3) > 0);
    }

    /** A window's occurrences never overlap themselves, come in order, and are found by any instant within them. */
    @Test
    void occurrences_are_found_by_what_lies_in_them() {
        for (var seed = 0L; seed < 200; seed++) {
            var random = new Random(seed);
            var window = window(random);
            var from = at("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(300 * 24 * 3600));
            var found = window.between(from, from.plus(Duration.ofDays(40)));
            assertThat(found).as("seed %s", seed).isSortedAccordingTo(Comparator.comparing(Occurrence::begins));
            for (var each : found) {
                assertThat(each.begins()).isBefore(each.ends());
                assertThat(window.covering(each.begins())).as("seed %s", seed).contains(each);
                assertThat(window.covering(each.ends().minusMillis(1)))
                        .as("seed %s", seed)
                        .contains(each);
                assertThat(window.next(each.begins())).as("seed %s", seed).contains(each);
            }
        }
    }

    @Test
    void one_whose_time_passed_while_nobody_looked_does_not_begin_afterwards() {
        var begins = at("2026-03-08T02:00:00Z");
        var plans = planned(Plans.NONE, begins, at("2026-03-01T12:00:00Z"));

        var step = course.on(plans, Collections.emptyMap(), begins.plusSeconds(7200));

        assertThat(said(step.news())).containsExactly("missed");
        assertThat(step.plans().live()).isEmpty();
        assertThat(course.due(step.plans(), begins.plusSeconds(7200))).isEmpty();
        // a part of it is left: it begins, late
        assertThat(said(course.on(plans, Collections.emptyMap(), begins.plusSeconds(7199))
                        .news()))
                .containsExactly("announced late", "begun");
    }

    @Test
    void one_that_begins_now_is_announced_late_first_and_one_that_would_have_begun_is_refused() {
        var now = at("2026-03-08T12:00:00Z");
        var plans = planned(Plans.NONE, now, now);

        var step = course.on(plans, Collections.emptyMap(), now);
        assertThat(said(step.news())).containsExactly("announced late", "begun");
        assertThat(step.plans().live().getFirst().announced()).isEqualTo(now);
        var early = now.minusSeconds(5 * 86400);
        assertThat(said(done(course.start(planned(Plans.NONE, now, early), 1, early))
                        .news()))
                .containsExactly("announced late", "begun");

        var passed = wanted(1, now.minusSeconds(61), null, now);
        assertThat(course.plan(Plans.NONE, passed, now))
                .isEqualTo(new Act.Refused("it would have begun at 2026-03-08 11:58:59 UTC, which has passed"));
    }

    @Test
    void what_is_asked_for_again_with_another_length_or_other_severities_is_not_passed_over() {
        var now = at("2026-03-08T12:00:00Z");
        var wanted = wanted(1, now, null, now).withEmergency(true);
        var plans = done(course.plan(Plans.NONE, wanted, now)).plans();
        var later = now.plusSeconds(30);
        var again = wanted.withNumber(2).withBegins(later);

        assertThat(done(course.plan(plans, again.withEnds(later.plusSeconds(7200)), later))
                        .news())
                .isEmpty();
        var refused = "maintenance-1 is under way already, until 2026-03-08 14:00:00 UTC and but for P0:"
                + " 'maintenance end maintenance-1 --at TIME' or '--in LENGTH' moves its end; for other severities,"
                + " end it first";
        assertThat(course.plan(plans, again.withEnds(later.plusSeconds(9000)), later))
                .isEqualTo(new Act.Refused(refused));
        assertThat(course.plan(plans, again.withEnds(later.plusSeconds(7200)).withPierce(List.of()), later))
                .isEqualTo(new Act.Refused(refused));
    }

    @Test
    void another_stage_and_other_services_take_nothing_of_a_window_s_time() {
        var begins = at("2026-03-08T02:00:00Z");
        var now = at("2026-03-02T00:00:00Z");
        var slot = new Slot(Window.USUAL.because(), begins);
        var databases = new Course(RULES, List.of(announced(Window.USUAL.because(), List.of("db"))), "prod");
        var staging = wanted(1, begins, slot, now).withStage("staging");
        var api = wanted(2, begins, slot, now).withServices(List.of("api"));

        var plans = done(databases.plan(Plans.NONE, staging, now)).plans();
        plans = done(databases.plan(plans, api, now)).plans();
        assertThat(through(databases, plans, WELL, now, at("2026-03-08T01:00:00Z"), 7))
                .filteredOn(told -> told.endsWith(" planned"))
                .hasSize(1);

        var all = wanted(3, begins, slot, now).withWhat("certificates");
        assertThat(databases.plan(plans, all, now))
                .isEqualTo(new Act.Refused(
                        "maintenance-2 is planned for that window already: say another time (--at)," + " or end it"));
    }

    @Test
    void an_overrun_is_told_at_its_end_whatever_was_told_shortly_before() {
        var begins = at("2026-03-08T02:00:00Z");
        var plans = planned(Plans.NONE, begins, at("2026-03-01T12:00:00Z"));
        plans = course.on(plans, Collections.emptyMap(), begins).plans();
        var shortly = at("2026-03-08T03:50:00Z");
        plans = done(course.end(plans, 1, "ann", false, shortly)).plans();
        plans = course.on(plans, Map.of(1L, UNWELL), shortly).plans();

        assertThat(through(course, plans, UNWELL, at("2026-03-08T03:51:00Z"), at("2026-03-08T04:31:00Z"), 1))
                .containsExactly(
                        "2026-03-08T04:00:00Z not over: the smoke tests fail: /health answers 500",
                        "2026-03-08T04:30:00Z not over: the smoke tests fail: /health answers 500");
    }

    @Test
    void extended_after_somebody_said_that_it_was_done_its_work_is_to_be_done_anew() {
        var begins = at("2026-03-08T02:00:00Z");
        var plans = planned(Plans.NONE, begins, at("2026-03-01T12:00:00Z"));
        plans = course.on(plans, Collections.emptyMap(), begins).plans();
        var asked = done(course.end(plans, 1, "ann", false, begins)).plans();

        var longer =
                done(course.move(asked, 1, begins.plusSeconds(10800), begins)).plans();
        assertThat(through(course, longer, AT_WORK, begins, begins.plusSeconds(10801), 1))
                .containsExactly("2026-03-08T05:00:00Z not over: " + NOT_TICKED);
        var shorter =
                done(course.move(asked, 1, begins.plusSeconds(3600), begins)).plans();
        assertThat(through(course, shorter, AT_WORK, begins, begins.plusSeconds(60), 1))
                .containsExactly("2026-03-08T02:00:00Z over");
    }

    @Test
    void an_end_that_would_hold_alarms_for_more_than_a_month_is_refused() {
        var now = at("2026-03-01T12:00:00Z");
        var plans = planned(Plans.NONE, at("2026-05-03T02:00:00Z"), now);

        assertThat(course.move(plans, 1, at("2126-03-01T00:00:00Z"), now))
                .isEqualTo(new Act.Refused("it cannot end at 2126-03-01 00:00:00 UTC: what alarms would be held for"
                        + " longer than 30 days; expected 2026-06-02 02:00:00 UTC at the latest"));
        assertThat(said(done(course.move(plans, 1, at("2026-06-02T02:00:00Z"), now))
                        .news()))
                .containsExactly("moved to 2026-06-02T02:00:00Z");
    }

    @Test
    void what_comes_at_the_same_time_is_gone_on_with_in_several_steps_each_due_at_once() {
        var windows = new ArrayList<Window>();
        for (var number = 0; number < 40; number++) {
            windows.add(announced("window " + number, List.of()));
        }
        var many = new Course(RULES, windows, "prod");
        var now = at("2026-03-06T00:00:00Z");
        var plans = Plans.NONE;
        var told = new TreeMap<String, Integer>();
        var steps = 0;
        while (many.due(plans, now).filter(due -> !due.isAfter(now)).isPresent()) {
            var step = many.on(plans, Collections.emptyMap(), now);
            assertThat(step.news()).extracting(news -> news.of().number()).hasSizeBetween(1, 12);
            step.news().forEach(news -> told.merge(said(news), 1, Integer::sum));
            plans = reread(step.plans());
            steps++;
        }
        assertThat(told).isEqualTo(Map.of("planned", 40, "announced late", 40));
        assertThat(steps).isEqualTo(7);
    }

    @Test
    void an_emergency_begins_however_much_is_planned() {
        var now = at("2026-03-01T12:00:00Z");
        var plans = Plans.NONE;
        for (var day = 1; day <= Plans.MOST; day++) {
            plans = planned(plans, now.plus(Duration.ofDays(day)), now);
        }
        var one = wanted(plans.count() + 1, now, null, now);

        assertThat(course.plan(plans, one, now)).isEqualTo(new Act.Refused("there are 50 already; end some first"));
        assertThat(said(done(course.plan(plans, one.withEmergency(true), now)).news()))
                .containsExactly("planned", "begun");
    }

    // --- words ---------------------------------------------------------------------------------------------------

    private static List<String> through(
            Course course, Plans first, Checked found, Instant from, Instant until, int minutes) {
        var plans = first;
        var told = new ArrayList<String>();
        for (var now = from; now.isBefore(until); now = now.plus(Duration.ofMinutes(minutes))) {
            var step = course.on(plans, checked(plans, found, now), now);
            plans = reread(step.plans());
            for (var news : step.news()) {
                told.add(now + " " + said(news));
            }
        }
        return told;
    }

    private static Map<Long, Checked> checked(Plans plans, Checked found, Instant now) {
        var checked = new TreeMap<Long, Checked>();
        new Course(RULES, List.of(), "prod").toCheck(plans, now).forEach(each -> checked.put(each.number(), found));
        return checked;
    }

    private static Plans reread(Plans plans) {
        var json = Jsonb.instance().type(Plans.class);
        return json.fromJson(json.toJson(plans));
    }

    private static List<String> said(List<News> news) {
        return news.stream().map(CourseTest::said).toList();
    }

    private static String word(News news) {
        return said(news).replaceFirst(":.*| late$", "");
    }

    private static String said(News news) {
        return switch (news) {
            case News.Planned planned -> "planned";
            case News.Announced announced -> "announced" + (announced.late() ? " late" : "");
            case News.Reminded reminded -> "reminded";
            case News.Begun begun -> "begun";
            case News.Missed missed -> "missed";
            case News.Moved moved -> "moved to " + moved.of().ends();
            case News.EndAsked asked -> "end asked by " + asked.of().endAskedBy();
            case News.NotOver not -> "not over: " + not.why();
            case News.Over over -> "over";
            case News.CalledOff off -> "called off by " + off.by();
        };
    }

    private static @Nullable Instant held(Plans plans, Instant now) {
        return plans.heldUntil(List.of(Window.USUAL), API, Severity.P1, window -> true, now)
                .orElse(null);
    }

    private Plans planned(Plans before, Instant begins, Instant now) {
        return done(course.plan(before, wanted(before.count() + 1, begins, null, now), now))
                .plans();
    }

    private static Maintenance wanted(long number, Instant begins, @Nullable Slot slot, Instant now) {
        return Maintenance.planned(
                number,
                "the database gets larger",
                "prod",
                List.of(),
                List.of(Severity.P0),
                new Occurrence(begins, begins.plusSeconds(7200)),
                slot,
                "ann",
                now);
    }

    private static Course.Step done(Act act) {
        assertThat(act).isInstanceOf(Act.Done.class);
        return ((Act.Done) act).step();
    }

    private static Window announced(Window window) {
        return announced(window.because(), window.services());
    }

    private static Window announced(String because, List<String> services) {
        var usual = Window.USUAL;
        return new Window(usual.when(), usual.zone(), services, usual.pierce(), null, because, true);
    }

    @Test
    void a_window_that_is_always_announced_is_planned_by_itself_once_for_each_time() {
        var always = new Course(RULES, List.of(SUNDAYS), "prod");

        assertThat(through(always, Plans.NONE, WELL, at("2026-03-02T00:00:00Z"), at("2026-03-16T00:00:00Z"), 7))
                .filteredOn(told -> told.endsWith(" planned"))
                .hasSize(2);
    }

    private static Service service(String stage, String name) {
        return new Service(
                stage, name, "all", List.of(), new Pattern("{\"alarm\":[\"x\"]}"), null, new TreeMap<>(), Paging.ON);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
