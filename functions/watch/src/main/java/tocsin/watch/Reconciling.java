package tocsin.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Transition;
import tocsin.config.Configuration;
import tocsin.incident.Board;
import tocsin.incident.BoardKey;
import tocsin.incident.Decision;
import tocsin.incident.Head;
import tocsin.incident.Named;
import tocsin.incident.Reconciled;
import tocsin.incident.View;
import tocsin.page.Cleaned;
import tocsin.page.Veiled;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Placed;
import tocsin.triage.Reconciliation;
import tocsin.triage.Reconciliation.Finding;
import tocsin.triage.Reconciliation.Finding.Gone;
import tocsin.triage.Reconciliation.Finding.Missed;
import tocsin.triage.Reconciliation.Listing;
import tocsin.triage.Reconciliation.News;
import tocsin.triage.Triage;

/**
 * Compares CloudWatch's own list of alarms with what is stored, in every place of every stage, and takes in whatever
 * came by no way. Each service is a decision of its own; one that fails holds no other, and is found again.
 */
final class Reconciling {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);

    private static final Duration EVERY = Duration.ofMinutes(5);

    /** After one that lacked time: with the next round. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** To decide about one service. */
    private static final Duration ONE = Duration.ofSeconds(5);

    /** So often in a row a place is not read before somebody is told; one that may not be read is told of at once. */
    private static final int PATIENCE = 3;

    private static final String BODY = "body";
    private static final int LONGEST = 300;

    private final Ports ports;
    private final Documents documents;
    private final Ledger ledger;
    private final Triage triage;
    private final Reconciliation reconciliation;
    private final Listings listings;
    private final List<Place> places;
    private final OwnRow own;

    Reconciling(Ports ports, Documents documents) {
        this.ports = ports;
        this.documents = documents;
        ledger = Ledger.of(ports, documents);
        triage = new Triage(ports.configuration());
        reconciliation = new Reconciliation(ports.configuration());
        listings = new Listings(ports);
        places = places(ports.configuration());
        own = new OwnRow(ports, ledger, Keys.RECONCILED);
    }

    private static List<Place> places(Configuration configuration) {
        return configuration.stages().stream()
                .flatMap(stage -> stage.regions().stream().map(region -> new Place(stage.account(), region)))
                .distinct()
                .toList();
    }

    /** Once in a function's life: where there was never a sweep, the first is due now. */
    void begin() {
        own.begin(true, () -> row(Reconciled.NOTHING, now()));
    }

    /**
     * Sweeps where it is due.
     *
     * @param left how long the function still runs
     * @return how many services could not be decided about
     */
    int sweep(Supplier<Duration> left) {
        return own.due().map(due -> new Sweep(due, left).sweep()).orElse(0);
    }

    /** One sweep, and what it found. */
    private final class Sweep {
        private final Reconciled before;
        private final OwnRow.Found due;
        private final Remaining left;
        private final List<Reconciled.Swept> places = new ArrayList<>();
        private final Map<String, String> unread = new TreeMap<>();
        private final List<Missed> missed = new ArrayList<>();
        private final List<Missed> found = new ArrayList<>();
        private final List<Gone> gone = new ArrayList<>();
        private final TreeSet<String> untaken = new TreeSet<>();
        private final TreeSet<String> unended = new TreeSet<>();
        private boolean silent;
        private int failed;

        Sweep(OwnRow.Found due, Supplier<Duration> left) {
            before = Optional.ofNullable(due.row().text(BODY))
                    .map(documents.reconciled()::fromJson)
                    .orElse(Reconciled.NOTHING);
            this.due = due;
            this.left = new Remaining(left);
        }

        int sweep() {
            Reconciling.this.places.forEach(this::look);
            missed.replaceAll(this::asked);
            try {
                remember();
                take(missed, (view, placed) -> triage.moved(view, placed, now()));
                take(found, (view, placed) -> triage.found(view, placed, now()));
                blind();
                gone.forEach(this::end);
                commit();
            } catch (Ledger.BesideRefused other) {
                LOG.info("another round was quicker to sweep");
            }
            return failed;
        }

        private void look(Place place) {
            var last = before.of(place);
            var read = listings.read(place, now(), left);
            var listing = read.listing();
            if (listing.whole() || last.begun()) {
                var heads = ledger.view(reconciliation.partitions(place), List.of())
                        .heads()
                        .values();
                var begunAt = begunAt(last, listing);
                for (var finding : findings(listing, heads, last.standing())) {
                    switch (finding) {
                        case Missed one when one.isFound(begunAt) -> found.add(one);
                        case Missed one -> missed.add(one);
                        case Gone one -> gone.add(one);
                    }
                }
                places.add(swept(last, read, Reconciliation.standing(listing, heads)));
            } else {
                places.add(swept(last, read, last.standing()));
            }
        }

        private static @Nullable Instant begunAt(Reconciled.Swept last, Listing listing) {
            return last.begun() ? last.begunAt() : listing.asked();
        }

        /** What could only be somebody's by its tags is asked for these, and left for the next sweep until it was. */
        private List<Finding> findings(Listing listing, Collection<Head> heads, List<String> standing) {
            var boards = boards(listing, heads);
            var known = listing.with(listings.series(listing, boards, left));
            var findings = reconciliation.findings(known, boards, heads, standing);
            var perhaps = reconciliation.perhapsTagged(known, findings);
            if (perhaps.isEmpty()) {
                return findings;
            }
            var tags = listings.tags(listing.place(), perhaps, left);
            var tagged = known.tagged(tags.told());
            return reconciliation.findings(tagged, boards(tagged, heads), heads, standing).stream()
                    .filter(finding -> !(finding instanceof Missed one
                            && tags.unread().contains(one.transition().id().arn())))
                    .toList();
        }

        private Map<BoardKey, Board> boards(Listing listing, Collection<Head> heads) {
            return ledger.view(List.of(), reconciliation.boards(listing, heads)).boards();
        }

        /**
         * A list does not tell of mute rules. Where nobody answers, or no time is left to ask, it is taken as not
         * muted: one page too many.
         */
        private Missed asked(Missed one) {
            if (!one.isLost() || silent || !left.has(Listings.ONE_ALARM)) {
                return one;
            }
            var moved = one.transition();
            try {
                return one.muted(ports.cloudWatch().muted(Objects.requireNonNull(moved.place()), moved.alarm()));
            } catch (PortFailure failure) {
                silent = failure.kind() == PortFailure.Kind.UNCLEAR || failure.kind() == PortFailure.Kind.UNAVAILABLE;
                LOG.warn("{} was not asked for: {}", moved.alarm(), failure.getMessage());
                return one;
            }
        }

        /** What becomes of the place; it is told of once while it cannot be read. */
        private Reconciled.Swept swept(Reconciled.Swept last, Listings.Read read, List<String> standing) {
            var place = read.listing().place();
            var failure = read.failure();
            if (failure == null) {
                return new Reconciled.Swept(
                        place.account(), place.region(), true, begunAt(last, read.listing()), 0, false, standing);
            }
            var failures = last.failures() + 1;
            var tells = !last.told() && (read.refused() || failures >= PATIENCE);
            if (tells) {
                unread.put(place.account() + " " + place.region(), Cleaned.line(Veiled.text(failure), LONGEST));
            }
            return new Reconciled.Swept(
                    place.account(),
                    place.region(),
                    last.begun(),
                    last.begunAt(),
                    failures,
                    last.told() || tells,
                    last.standing());
        }

        /** All but what could not be taken in after all: that is found again. */
        private Named told(Named pending, List<Missed> more) {
            return pending.without(untaken)
                    .and(more.stream()
                            .filter(Missed::isLost)
                            .map(Missed::said)
                            .filter(said -> !untaken.contains(said)));
        }

        /** Before anything is taken in: whoever sweeps after a crash finds nothing missing, and tells of it still. */
        private void remember() {
            var next = Reconciled.of(before.places(), told(before.allLost(), missed), told(before.allFound(), found));
            if (!next.equals(before)) {
                write(
                        row(next, Instant.ofEpochMilli(due.at())),
                        new News(Named.NONE, Named.NONE, Collections.emptyMap()));
            }
        }

        private void take(List<Missed> all, BiFunction<View, List<Placed>, Decision> decide) {
            var services = new TreeMap<String, List<Missed>>();
            all.stream()
                    .sorted(Comparator.comparing(one -> one.transition().at()))
                    .forEach(one -> services.computeIfAbsent(one.partition(), each -> new ArrayList<>())
                            .add(one));
            services.forEach((partition, some) -> take(partition, some, decide));
        }

        private void take(String partition, List<Missed> all, BiFunction<View, List<Placed>, Decision> decide) {
            var rest = all;
            try {
                while (!rest.isEmpty()) {
                    if (!left.isEnoughFor(ONE)) {
                        throw new PortFailure(PortFailure.Kind.UNAVAILABLE, "no time is left");
                    }
                    var some = rest.stream().map(Missed::placed).toList();
                    var decision =
                            ledger.decide(triage.partitions(partition), boards(rest), view -> decide.apply(view, some));
                    rest = rest.subList(decision.taken(), rest.size());
                }
            } catch (RuntimeException failure) {
                if (rest.size() > 1 && !(failure instanceof PortFailure)) {
                    rest.forEach(one -> take(partition, List.of(one), decide)); // one that cannot be decided about
                } else {
                    failed++;
                    LOG.error("what was missed in {} was not taken in", partition, failure);
                    rest.forEach(one -> untaken.add(one.said()));
                }
            }
        }

        private static Collection<BoardKey> boards(List<Missed> some) {
            return some.stream()
                    .map(one -> BoardKey.of(one.partition(), one.transition().id()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** What lost its data, or has them again, without a message has to do with whether we are blind there. */
        private void blind() {
            var regions = new TreeMap<String, List<Transition>>();
            missed.stream()
                    .filter(one -> one.placed().ignored() == null && Triage.blinds(one.transition()))
                    .map(Missed::transition)
                    .forEach(each -> regions.computeIfAbsent(
                                    Objects.requireNonNull(each.region()), region -> new ArrayList<>())
                            .add(each));
            regions.forEach((region, moved) -> attempt(
                    region,
                    () -> ledger.decide(
                            List.of(Triage.region(region)),
                            List.of(),
                            view -> triage.blinded(view, region, moved, now()))));
        }

        private void end(Gone one) {
            var ended = attempt(
                    one.alarm(),
                    () -> ledger.decide(
                            triage.partitions(one.partition()),
                            List.of(),
                            view -> triage.deleted(view, one.partition(), one.id(), one.alarm(), now())));
            if (!ended) {
                unended.add(Reconciled.mark(one.id().arn()));
            }
        }

        private boolean attempt(String what, Runnable work) {
            try {
                if (left.isEnoughFor(ONE)) {
                    work.run();
                    return true;
                }
                LOG.error("{} was not brought into line: no time is left", what);
            } catch (RuntimeException failure) {
                LOG.error("{} was not brought into line", what, failure);
            }
            failed++;
            return false;
        }

        private void commit() {
            places.replaceAll(place ->
                    place.standing(before.of(new Place(place.account(), place.region())).standing().stream()
                            .filter(unended::contains)));
            var next = row(Reconciled.of(places, Named.NONE, Named.NONE), now().plus(left.lacked() ? AT_ONCE : EVERY));
            write(next, new News(told(before.allLost(), missed), told(before.allFound(), found), unread));
        }

        private void write(Row next, News news) {
            var put = new Write.Put(next, List.of(due.unchanged()));
            ledger.decide(
                    null,
                    List.of(Triage.sweeps()),
                    List.of(),
                    view -> triage.swept(view, news, String.valueOf(due.at()), now()),
                    decision -> List.of(put));
        }
    }

    private Instant now() {
        return ports.clock().instant();
    }

    private Row row(Reconciled reconciled, Instant due) {
        return own.of(due, Map.of(BODY, Value.of(documents.reconciled().toJson(reconciled))));
    }
}
