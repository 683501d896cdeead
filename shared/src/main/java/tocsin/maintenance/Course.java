package tocsin.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tocsin.Said;
import tocsin.maintenance.Maintenance.Phase;
import tocsin.maintenance.Maintenance.Slot;

/**
 * How a maintenance goes on by itself: a pure function of what is planned, what was checked and the time. Each of its
 * news comes once, whenever and however often it is asked.
 */
public final class Course {
    /** So much later than promised is not late yet: whoever watches comes each minute. */
    private static final Duration SLACK = Duration.ofMinutes(15);

    /** So long before users are told, the next occurrence of a window that is always announced is planned. */
    private static final Duration BEFORE = Duration.ofHours(1);

    /** So often it is looked again whether one can end that could not. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** A begin that was "now" when somebody typed it has not passed yet. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    /** As long as one may be planned for: an end that is farther away was mistyped, and would hold alarms till then. */
    private static final Duration LONGEST = Duration.ofDays(30);

    /** So many are gone on with in one decision, which is one transaction; the others are due at once. */
    private static final int AT_ONCE = 6;

    private final Announcing announcing;
    private final List<Window> windows;
    private final String stage;

    /** @param stage the one that users see, in which windows are announced */
    public Course(Announcing announcing, List<Window> windows, String stage) {
        this.announcing = announcing;
        this.windows = List.copyOf(windows);
        this.stage = stage;
    }

    /** What is planned from now on, and what is told of it. */
    public record Step(Plans plans, List<News> news) {
        public Step {
            news = List.copyOf(news);
        }
    }

    /** Those of which it is to be checked whether they can end. */
    public List<Maintenance> toCheck(Plans plans, Instant now) {
        return plans.live().stream().filter(each -> ending(each, now)).toList();
    }

    private static boolean ending(Maintenance each, Instant now) {
        var lookAt = each.lookAt();
        return each.phase() == Phase.UNDER_WAY
                && (each.endAskedBy() != null || each.overruns(now))
                && (lookAt == null || !now.isBefore(lookAt));
    }

    /**
     * Goes on to now.
     *
     * @param checked by number: those of {@link #toCheck}; what is not in it stays as it is
     */
    public Step on(Plans before, Map<Long, Checked> checked, Instant now) {
        var news = new ArrayList<News>();
        var plans = before.forgetting(now);
        for (var window : windows) {
            if (!full(news, plans.count() + 1)) {
                plans = planned(plans, window, now, news);
            }
        }
        for (var each : plans.live()) {
            if (full(news, each.number())) {
                continue;
            }
            var next = each;
            if (next.phase() == Phase.PLANNED) {
                next = ahead(next, now, news);
            }
            var found = checked.get(next.number());
            if (found != null && ending(next, now)) {
                next = end(next, found, now, news);
            }
            plans = plans.with(next);
        }
        return new Step(plans, news);
    }

    private static boolean full(List<News> news, long number) {
        return news.stream()
                        .mapToLong(each -> each.of().number())
                        .filter(other -> other != number)
                        .distinct()
                        .count()
                >= AT_ONCE;
    }

    private Plans planned(Plans plans, Window window, Instant now, List<News> news) {
        var next = unplanned(plans, window, now).filter(time -> !now.isBefore(planAt(time)));
        if (next.isEmpty()) {
            return plans;
        }
        var maintenance = Maintenance.planned(
                plans.count() + 1,
                window.because(),
                stage,
                window.services(),
                window.pierce(),
                next.get(),
                new Slot(window.because(), next.get().begins()),
                "tocsin.yaml",
                now);
        news.add(new News.Planned(maintenance));
        return plans.with(maintenance);
    }

    private Instant planAt(Occurrence time) {
        return time.begins().minus(announcing.mailAhead()).minus(BEFORE);
    }

    /** The next occurrence that is to be announced and is not planned yet. */
    private Optional<Occurrence> unplanned(Plans plans, Window window, Instant now) {
        if (!window.announced()) {
            return Optional.empty();
        }
        var next = window.next(now);
        while (next.isPresent()
                && isPlanned(
                        plans, window, new Slot(window.because(), next.get().begins()))) {
            next = window.next(next.get().begins().plusNanos(1));
        }
        return next;
    }

    private boolean isPlanned(Plans plans, Window window, Slot slot) {
        return plans.all().stream().anyMatch(each -> each.takes(slot, stage, window.services()));
    }

    private Maintenance ahead(Maintenance planned, Instant now, List<News> news) {
        if (!now.isBefore(planned.ends())) { // nobody was there to begin it: users would be shut out for nothing
            var missed = planned.withPhase(Phase.CALLED_OFF).withOver(now);
            news.add(new News.Missed(missed));
            return missed;
        }
        var next = planned;
        var mailAt = planned.begins().minus(announcing.mailAhead());
        if (next.announced() == null && !now.isBefore(mailAt)) {
            next = next.withAnnounced(now);
            news.add(new News.Announced(next, now.isAfter(mailAt.plus(SLACK))));
        }
        if (!now.isBefore(planned.begins())) {
            var begun = next.withPhase(Phase.UNDER_WAY).withBegun(now);
            news.add(new News.Begun(begun));
            return begun;
        }
        if (next.reminded() == null && !now.isBefore(planned.begins().minus(announcing.bannerAhead()))) {
            next = next.withReminded(now);
            news.add(new News.Reminded(next));
        }
        return next;
    }

    private Maintenance end(Maintenance ending, Checked found, Instant now, List<News> news) {
        var done = ending.endAskedBy() != null || found.workDone();
        if (done && found.well()) {
            return over(ending, found.says(), now, news);
        }
        var again = ending.withLookAt(now.plus(LOOK_AGAIN));
        var tellAt = ending.tellAt();
        var overruns = again.overruns(now);
        if (tellAt != null && now.isBefore(tellAt) && (!overruns || again.overruns() > 0)) {
            return again;
        }
        var told = again.withTellAt(now.plus(announcing.again())).withOverruns(again.overruns() + (overruns ? 1 : 0));
        news.add(new News.NotOver(told, why(told, found, done)));
        return told;
    }

    private static String why(Maintenance ending, Checked found, boolean done) {
        var work = done ? "" : "its work is not ticked off, nor has anybody said 'maintenance end'";
        var smoke = found.well() ? "" : "the smoke tests fail: " + found.says();
        return Stream.of(work, smoke)
                .filter(text -> !text.isEmpty())
                .reduce((one, other) -> one + ", and " + other)
                .orElse("nothing is known of it, for " + ending.id());
    }

    private static Maintenance over(Maintenance ending, String why, Instant now, List<News> news) {
        var over = ending.withPhase(Phase.OVER).withOver(now).withLookAt(null).withTellAt(null);
        news.add(new News.Over(over, why));
        return over;
    }

    /** When it is to be gone on with next; empty where nothing is planned. */
    public Optional<Instant> due(Plans plans, Instant now) {
        var live = plans.live().stream().flatMap(this::due);
        var unplanned = windows.stream()
                .flatMap(window -> unplanned(plans, window, now).stream())
                .map(this::planAt);
        return Stream.concat(live, unplanned).min(Comparator.naturalOrder());
    }

    private Stream<Instant> due(Maintenance each) {
        if (each.phase() == Phase.UNDER_WAY) {
            var lookAt = each.lookAt();
            return Stream.of(lookAt == null ? each.ends() : lookAt);
        }
        return Stream.of(
                        each.announced() == null ? each.begins().minus(announcing.mailAhead()) : each.begins(),
                        each.reminded() == null ? each.begins().minus(announcing.bannerAhead()) : each.begins(),
                        each.begins())
                .distinct();
    }

    // --- what people do ------------------------------------------------------------------------------------------

    /** What came of something that may be refused. */
    public sealed interface Act {
        record Done(Step step, Maintenance of) implements Act {}

        /** @param why a sentence */
        record Refused(String why) implements Act {}
    }

    private static Act done(Plans plans, Maintenance changed, List<News> news) {
        return new Act.Done(new Step(plans.with(changed), news), changed);
    }

    /** Plans one, or begins an emergency. */
    public Act plan(Plans plans, Maintenance wanted, Instant now) {
        var alike = plans.live().stream().filter(each -> alike(each, wanted)).findFirst();
        if (alike.isPresent()) {
            return again(plans, alike.get(), wanted);
        }
        if (!wanted.emergency() && plans.live().size() >= Plans.MOST) {
            return new Act.Refused("there are " + Plans.MOST + " already; end some first");
        }
        if (wanted.begins().isBefore(now.minus(JUST_NOW))) {
            return new Act.Refused("it would have begun at " + Said.time(wanted.begins()) + ", which has passed");
        }
        if (!wanted.ends().isAfter(now)) {
            return new Act.Refused("it would be over at " + Said.time(wanted.ends()) + ", which has passed");
        }
        var slot = wanted.slot();
        var taken = plans.live().stream()
                .filter(each -> slot != null && each.takes(slot, wanted.stage(), wanted.services()))
                .findFirst();
        if (taken.isPresent()) {
            return new Act.Refused(
                    taken.get().id() + " is planned for that window already: say another time (--at), or end it");
        }
        var planned = new News.Planned(wanted);
        if (!wanted.emergency()) {
            return done(plans, wanted, List.of(planned));
        }
        var begun = wanted.withPhase(Phase.UNDER_WAY).withBegun(now);
        return done(plans, begun, List.of(planned, new News.Begun(begun)));
    }

    /** Where the answer to the first time was lost, it is so already; what is wanted otherwise is never passed over. */
    private static Act again(Plans plans, Maintenance is, Maintenance wanted) {
        if (is.length().equals(wanted.length()) && is.pierce().equals(wanted.pierce())) {
            return done(plans, is, List.of());
        }
        return new Act.Refused(is.id() + " is " + said(is.phase()) + " already, until " + Said.time(is.ends())
                + " and but for " + is.pierced() + ": 'maintenance end " + is.id()
                + " --at TIME' or '--in LENGTH' moves its end; for other severities, end it first");
    }

    private static boolean alike(Maintenance one, Maintenance other) {
        return one.what().equals(other.what())
                && one.stage().equals(other.stage())
                && one.services().equals(other.services())
                && one.emergency() == other.emergency()
                && (one.emergency() || one.begins().equals(other.begins()));
    }

    /** Begins one before its time; its length stays. Whoever was told of that time is told of this one. */
    public Act start(Plans plans, long number, Instant now) {
        var found = plans.of(number).filter(each -> each.phase() == Phase.PLANNED);
        if (found.isEmpty()) {
            return new Act.Refused(notSo(plans, number, "planned"));
        }
        var planned = found.get();
        var news = new ArrayList<News>();
        var moved = planned.withBegins(now).withEnds(now.plus(planned.length()));
        if (planned.announced() != null) {
            news.add(new News.Moved(moved, planned));
        }
        var begun = ahead(moved, now, news);
        return done(plans, begun, news);
    }

    /** Lets it end at another time: cut short, or extended. */
    public Act move(Plans plans, long number, Instant ends, Instant now) {
        var found = plans.of(number).filter(each -> each.phase().live());
        if (found.isEmpty()) {
            return new Act.Refused(notSo(plans, number, "planned or under way"));
        }
        var was = found.get();
        if (!ends.isAfter(now) || !ends.isAfter(was.begins())) {
            return new Act.Refused("it cannot end at " + Said.time(ends) + ": it begins at " + Said.time(was.begins())
                    + ", and it is " + Said.time(now));
        }
        var latest = (was.begins().isAfter(now) ? was.begins() : now).plus(LONGEST);
        if (ends.isAfter(latest)) {
            return new Act.Refused("it cannot end at " + Said.time(ends) + ": what alarms would be held for longer"
                    + " than " + LONGEST.toDays() + " days; expected " + Said.time(latest) + " at the latest");
        }
        var longer = ends.isAfter(was.ends()); // then the work goes on, whoever has said that it was done
        var moved = was.withEnds(ends)
                .withEndAskedBy(longer ? null : was.endAskedBy())
                .withLookAt(null)
                .withTellAt(null)
                .withOverruns(0);
        return done(plans, moved, List.of(new News.Moved(moved, was)));
    }

    /**
     * Ends what is under way, once the smoke tests pass; calls off what is planned.
     *
     * @param anyway whether it ends whatever they say
     */
    public Act end(Plans plans, long number, String by, boolean anyway, Instant now) {
        var found = plans.of(number).filter(each -> each.phase().live());
        if (found.isEmpty()) {
            return new Act.Refused(notSo(plans, number, "planned or under way"));
        }
        var ending = found.get();
        if (ending.phase() == Phase.PLANNED) {
            var off = ending.withPhase(Phase.CALLED_OFF).withOver(now);
            return done(plans, off, List.of(new News.CalledOff(off, by)));
        }
        var asked = ending.withEndAskedBy(by).withLookAt(now).withTellAt(null);
        if (!anyway) {
            return done(plans, asked, ending.endAskedBy() == null ? List.of(new News.EndAsked(asked)) : List.of());
        }
        var news = new ArrayList<News>();
        var over = over(asked, "ended by " + by + " without smoke tests", now, news);
        return done(plans, over, news);
    }

    private static String notSo(Plans plans, long number, String wanted) {
        return plans.of(number)
                .map(each -> each.id() + " is " + said(each.phase()) + ", not " + wanted)
                .orElse("there is no " + Maintenance.PARTITION + "-" + number + " that is " + wanted);
    }

    /** "under way". */
    public static String said(Phase phase) {
        return switch (phase) {
            case PLANNED -> "planned";
            case UNDER_WAY -> "under way";
            case OVER -> "over";
            case CALLED_OFF -> "called off";
        };
    }
}
