package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Contributor;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Listed;
import tocsin.alarm.Told;
import tocsin.alarm.Transition;
import tocsin.config.Configuration;
import tocsin.health.Canary;
import tocsin.incident.Board;
import tocsin.incident.BoardKey;
import tocsin.incident.Head;
import tocsin.incident.Named;
import tocsin.incident.Reconciled;
import tocsin.incident.Signal;
import tocsin.incident.Standing;

/**
 * CloudWatch's own list of alarms against what is stored: what came by no way, what is well though nobody said so, and
 * what is gone. Pure; what it finds is decided about as if it had come.
 */
public final class Reconciliation {
    /** What moved later than this before the list was asked for may still be under way, and is left alone. */
    public static final Duration FRESH = Duration.ofMinutes(2);

    /** So long what was red before Tocsin first looked pages nobody. */
    static final Duration GRACE = Duration.ofHours(24);

    /** Alarms of Tocsin itself never come in, so they cannot be missed. */
    private static final List<String> OURS = List.of("tocsin-own-", Canary.PREFIX);

    private final Rules rules;
    private final Placing placing;

    public Reconciliation(Configuration configuration) {
        rules = new Rules(configuration);
        placing = new Placing(rules);
    }

    /**
     * What was read of a place.
     *
     * @param asked when its first page was asked for
     * @param alarms of all pages that were read
     * @param series of alarms of many series, by ARN, those that stand in ALARM; of an alarm that is not among them
     *     nobody knows
     * @param tags of alarms, by ARN, as far as they were asked for
     * @param whole whether all pages were read: only then what is not listed is gone
     */
    public record Listing(
            Place place,
            Instant asked,
            List<ListedAlarm> alarms,
            Map<String, List<Contributor>> series,
            Map<String, Map<String, String>> tags,
            boolean whole) {
        /** As DescribeAlarms tells it: without series and tags. */
        public static Listing of(Place place, Instant asked, List<ListedAlarm> alarms, boolean whole) {
            return new Listing(place, asked, alarms, Collections.emptyMap(), Collections.emptyMap(), whole);
        }

        public Listing {
            alarms = alarms.stream()
                    .filter(alarm -> OURS.stream().noneMatch(alarm.status().name()::startsWith))
                    .toList();
        }

        /** The same, knowing which series stand in ALARM. */
        public Listing with(Map<String, List<Contributor>> known) {
            return new Listing(place, asked, alarms, known, tags, whole);
        }

        /** The same, knowing these tags. */
        public Listing tagged(Map<String, Map<String, String>> known) {
            return new Listing(place, asked, alarms, series, known, whole);
        }

        private Transition tagged(Transition transition) {
            return transition.withTags(tags.get(transition.id().arn()));
        }

        private boolean has(String arn) {
            return alarms.stream().anyMatch(alarm -> alarm.status().arn().equals(arn));
        }

        private Set<String> arns() {
            return alarms.stream()
                    .map(alarm -> alarm.status().arn())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /** What differs. */
    public sealed interface Finding {
        /** Where it is decided. */
        String partition();

        /**
         * It moved, and no message of that came.
         *
         * @param placed as if it had come
         */
        record Missed(Placed placed) implements Finding {
            @Override
            public String partition() {
                return placed.partition();
            }

            public Transition transition() {
                return placed.transition();
            }

            /** Whether somebody should have been told: an ALARM that is ours to act on. */
            public boolean isLost() {
                return transition().state() == AlarmState.ALARM && placed.ignored() == null;
            }

            /**
             * Whether it stands in ALARM, and nothing of it is known, since before Tocsin first looked.
             *
             * @param begunAt when that was; null where it is long ago
             */
            public boolean isFound(@Nullable Instant begunAt) {
                return begunAt != null
                        && transition().state() == AlarmState.ALARM
                        && transition().previous() == null
                        && !transition().at().isAfter(begunAt);
            }

            /** How it is told of. */
            public String said() {
                return Words.observed(transition()) + " in "
                        + transition().region() + ", " + transition().state() + " since "
                        + Said.time(transition().at());
            }

            /** The same, CloudWatch holding its actions or not. */
            public Missed muted(boolean muted) {
                return new Missed(new Placed(
                        transition().withMuted(muted),
                        placed.partition(),
                        placed.service(),
                        placed.description(),
                        placed.ignored()));
            }
        }

        /** Its alarm does not exist any more. */
        record Gone(String partition, AlarmId id, String alarm) implements Finding {}
    }

    /** Who may have alarms in a place: its services, and what takes those of nobody. */
    public List<String> partitions(Place place) {
        return rules.stages(place)
                .flatMap(stage -> stage.services().stream())
                .map(service -> service.partition())
                .toList();
    }

    /** The boards on which the standings of these alarms are. */
    public List<BoardKey> boards(Listing listing, Collection<Head> heads) {
        var boards = new TreeSet<BoardKey>();
        var standing = signals(listing.place(), heads);
        for (var alarm : listing.alarms()) {
            homes(listing, alarm, standing)
                    .forEach(home -> boards.add(
                            BoardKey.of(home, new AlarmId(alarm.status().arn(), null))));
        }
        return List.copyOf(boards);
    }

    /** Alarms in ALARM of which it must be known which of their series are. */
    public static List<ListedAlarm> ofManySeries(Listing listing, Map<BoardKey, Board> boards) {
        var known = boards.values().stream()
                .flatMap(board -> board.standings().keySet().stream())
                .filter(text -> text.contains(" "))
                .toList();
        var arns = listing.arns();
        return listing.alarms().stream()
                .filter(alarm -> alarm.status().state() == AlarmState.ALARM)
                .filter(alarm -> alarm.isOfManySeries()
                        || known.stream()
                                .anyMatch(text -> text.startsWith(alarm.status().arn() + " ") && !arns.contains(text)))
                .toList();
    }

    /**
     * All that differs, in the order of the list, and what is gone after it.
     *
     * @param before the marks of alarms that were listed once while they stood
     */
    public List<Finding> findings(
            Listing listing, Map<BoardKey, Board> boards, Collection<Head> heads, Collection<String> before) {
        var findings = new ArrayList<Finding>();
        var standing = signals(listing.place(), heads);
        for (var alarm : listing.alarms()) {
            for (var home : homes(listing, alarm, standing)) {
                var board = boards.getOrDefault(
                        BoardKey.of(home, new AlarmId(alarm.status().arn(), null)), Board.EMPTY);
                missed(listing, alarm, board).stream()
                        .map(listing::tagged)
                        .map(transition -> placed(transition, home))
                        .flatMap(Stream::ofNullable)
                        .map(Finding.Missed::new)
                        .forEach(findings::add);
            }
        }
        if (listing.whole()) {
            var arns = listing.arns();
            standing.stream()
                    .filter(signal -> !arns.contains(signal.id().arn())
                            && before.contains(Reconciled.mark(signal.id().arn())))
                    .map(signal -> new Finding.Gone(
                            signal.partition(), signal.id(), signal.transition().alarm()))
                    .distinct()
                    .forEach(findings::add);
        }
        return findings;
    }

    /** Lost alarms, by ARN, that are nobody's unless some service claims them by their tags, which a list lacks. */
    public List<String> perhapsTagged(Listing listing, List<Finding> findings) {
        var nobodys = findings.stream()
                .filter(finding -> finding instanceof Finding.Missed one
                        && one.isLost()
                        && one.placed().service() == null)
                .map(finding -> ((Finding.Missed) finding).transition().id().arn())
                .distinct()
                .toList();
        return nobodys.isEmpty() || rules.claimsByTags(listing.place()) ? nobodys : List.of();
    }

    /** The marks of listed alarms that stand, in CloudWatch or here: if one of these is listed no more, it is gone. */
    public static List<String> standing(Listing listing, Collection<Head> heads) {
        var here = signals(listing.place(), heads).stream()
                .map(signal -> signal.id().arn())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return listing.alarms().stream()
                .filter(alarm -> alarm.status().state() == AlarmState.ALARM
                        || here.contains(alarm.status().arn()))
                .map(alarm -> Reconciled.mark(alarm.status().arn()))
                .sorted()
                .toList();
    }

    /**
     * Where the alarm would be decided, and wherever else a signal of it stands: tocsin.yaml may have changed, or a
     * service claims it by tags; what stands with a service is not taken for nobody's.
     */
    private List<String> homes(Listing listing, ListedAlarm alarm, List<Signal> standing) {
        var now = placing.place(listing.tagged(
                Listed.of(listing.place(), alarm, null, alarm.status().since())));
        var elsewhere = standing.stream()
                .filter(signal -> signal.id().arn().equals(alarm.status().arn()))
                .map(Signal::partition)
                .toList();
        return Stream.concat(
                        Stream.of(now.partition()).filter(home -> now.service() != null || elsewhere.isEmpty()),
                        elsewhere.stream())
                .distinct()
                .toList();
    }

    private @Nullable Placed placed(Transition transition, String home) {
        var usual = placing.place(transition);
        if (usual.partition().equals(home)) {
            return usual;
        }
        return rules.service(home)
                .map(service -> new Placed(transition, home, service, placing.describe(home, transition), null))
                .orElse(null);
    }

    /** What of one alarm, or of its series, differs from a board. */
    private static List<Transition> missed(Listing listing, ListedAlarm alarm, Board board) {
        var known = series(listing, alarm, board);
        var told = listing.series().get(alarm.status().arn());
        var whole = board.of(new AlarmId(alarm.status().arn(), null));
        var missed = new ArrayList<Transition>();
        if (whole != null || (known.isEmpty() && (told == null || told.isEmpty()))) {
            var at = missedAt(alarm.status().state(), alarm.status().since(), whole, listing.asked());
            if (at != null) {
                missed.add(Listed.of(listing.place(), alarm, whole == null ? null : whole.state(), at));
            }
        }
        switch (alarm.status().state()) {
            case ALARM -> {
                if (told != null) {
                    series(listing, alarm, known, told).forEach(missed::add);
                    known.entrySet().stream()
                            .filter(each -> told.stream()
                                    .noneMatch(
                                            one -> one.id().equals(each.getKey().contributor())))
                            .flatMap(each -> well(listing, alarm, each, Instant.MIN))
                            .forEach(missed::add);
                }
            }
            case OK ->
                known.entrySet().stream()
                        .flatMap(each ->
                                well(listing, alarm, each, alarm.status().since()))
                        .forEach(missed::add);
            case INSUFFICIENT_DATA -> {} // of a series there is no such state
        }
        return missed;
    }

    private static Stream<Transition> series(
            Listing listing, ListedAlarm alarm, Map<AlarmId, Standing> known, List<Contributor> told) {
        return told.stream().flatMap(one -> {
            var standing = known.get(new AlarmId(alarm.status().arn(), one.id()));
            var since = one.since() == null ? alarm.status().since() : one.since();
            var at = missedAt(AlarmState.ALARM, since, standing, listing.asked());
            return at == null
                    ? Stream.empty()
                    : Stream.of(Listed.of(listing.place(), alarm, one, standing == null ? null : standing.state(), at));
        });
    }

    /** @param since when it became well; long ago where CloudWatch does not say */
    private static Stream<Transition> well(
            Listing listing, ListedAlarm alarm, Map.Entry<AlarmId, Standing> series, Instant since) {
        var at = missedAt(AlarmState.OK, since, series.getValue(), listing.asked());
        return at == null
                ? Stream.empty()
                : Stream.of(Listed.well(
                        listing.place(),
                        alarm,
                        series.getKey(),
                        series.getValue().state(),
                        at));
    }

    /** The standings of an alarm's series. An alarm's name may hold blanks, so that another alarm looks like one. */
    private static Map<AlarmId, Standing> series(Listing listing, ListedAlarm alarm, Board board) {
        var arn = alarm.status().arn();
        var series = new LinkedHashMap<AlarmId, Standing>();
        board.standings().forEach((text, standing) -> {
            if (text.startsWith(arn + " ") && !listing.has(text)) {
                series.put(new AlarmId(arn, text.substring(arn.length() + 1)), standing);
            }
        });
        return series;
    }

    /**
     * As of when it was missed that an alarm is in a state; null where nothing was. What has just moved is left for its
     * message to tell. Where the two contradict each other and CloudWatch's word is the older one, it is taken as its
     * word of when it was asked, unless what is known is itself just new.
     */
    static @Nullable Instant missedAt(AlarmState state, Instant since, @Nullable Standing known, Instant asked) {
        var fresh = asked.minus(FRESH);
        if (since.isAfter(fresh)) {
            return null;
        }
        if (known == null) {
            return state == AlarmState.ALARM ? since : null;
        }
        if (known.state() == state) {
            return state == AlarmState.ALARM && since.isAfter(known.at().plus(FRESH)) ? since : null;
        }
        if (since.isAfter(known.at())) {
            return since;
        }
        return known.at().isAfter(fresh) ? null : asked;
    }

    /** Signals that stand, beside an incident or in one, of alarms of the place. */
    private static List<Signal> signals(Place place, Collection<Head> heads) {
        return heads.stream()
                .flatMap(head -> Stream.concat(
                        head.withheld().stream(),
                        Stream.ofNullable(head.open()).flatMap(open -> open.signals().stream())))
                .filter(signal -> signal.stands() && !Told.is(signal.id()))
                .filter(signal -> place.account().equals(signal.transition().account())
                        && place.region().equals(signal.transition().region()))
                .sorted(Comparator.comparing((Signal signal) -> signal.id().text())
                        .thenComparing(Signal::partition))
                .toList();
    }

    /**
     * What a sweep tells people.
     *
     * @param lost what came by no way
     * @param found what was red before Tocsin first looked
     * @param unread places whose alarms cannot be read, each with the reason
     */
    public record News(Named lost, Named found, Map<String, String> unread) {}

    /** Names of a sweep in the row of {@link Reconciled}, and of its notices. */
    static final String PARTITION = "reconciled";
}
