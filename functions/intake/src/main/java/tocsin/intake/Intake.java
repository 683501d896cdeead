package tocsin.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.Digest;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.alarm.MessageReader;
import tocsin.health.Canary;
import tocsin.incident.BoardKey;
import tocsin.incident.Deployment;
import tocsin.incident.View;
import tocsin.page.Cleaned;
import tocsin.state.Batch;
import tocsin.state.Documents;
import tocsin.state.Ledger;
import tocsin.state.Table;
import tocsin.triage.Triage;

/** Messages in, decisions committed: one read for many services, one transaction for each. */
final class Intake {
    /** Of what a deployment's event says, in letters. */
    private static final int LONGEST = 100;

    /** More time than any invocation has. */
    private static final Duration LONG = Duration.ofDays(1);

    private final Ports ports;
    private final MessageReader reader = new MessageReader();
    private final Triage triage;
    private final TimedTable table;
    private final Ledger ledger;
    private final BlindPage blindPage;
    private final Unread unread;
    private final Deletions deletions;
    private final Issues issues;

    Intake(Ports ports) {
        this.ports = ports;
        var configuration = ports.configuration();
        triage = new Triage(configuration);
        table = new TimedTable(ports.table(), () -> LONG);
        ledger = Ledger.of(ports, table, new Documents());
        blindPage = new BlindPage(ports);
        unread = new Unread(triage, ledger, ports.clock());
        deletions = new Deletions(configuration, triage, ledger, ports.clock());
        issues = new Issues(triage, ledger, ports.clock());
    }

    /**
     * Takes a batch; gives the ids of the messages that are to come again.
     *
     * @param left how much time there still is
     */
    Set<String> take(List<Batch.Item> items, Supplier<Duration> left) {
        table.begin(left);
        var now = ports.clock().instant();
        var work = new Work(ports.canary());
        for (var item : items) {
            reader.read(item.body(), now).forEach(received -> work.add(item, received, triage));
        }
        var failed = commit(work, now);
        failed.addAll(blindPage.afterwards(items, failed, work, now));
        comeAgain(items, failed);
        return failed;
    }

    /** Takes what CloudWatch itself handed over. */
    void takeDirect(String text) {
        table.begin(() -> LONG); // nobody is told past the table
        var now = ports.clock().instant();
        var item = new Batch.Item(Digest.of(text), text, now, 1, "");
        var work = new Work(ports.canary());
        reader.read(text, now).forEach(received -> work.add(item, received, triage));
        if (!commit(work, now).isEmpty()) {
            throw new PortFailure(PortFailure.Kind.UNAVAILABLE, "not committed: Lambda is to try again");
        }
    }

    private SequencedSet<String> commit(Work work, Instant now) {
        var failed = new LinkedHashSet<String>();
        for (var deployed : work.deployed()) { // before what goes wrong after it
            attempt(failed, List.of(deployed), () -> take(deployed));
        }
        failed.addAll(decide(work.services()));
        work.blinding().forEach((region, moved) -> attempt(failed, moved, () -> blind(region, moved)));
        for (var deletion : work.deletions()) {
            attempt(failed, List.of(deletion), () -> deletions.take(deletion.received()));
        }
        attempt(failed, work.canaries(), () -> hear(work.canaries()));
        for (var message : work.unread()) {
            attempt(failed, List.of(message), () -> unread.keep(message, now));
        }
        // last: an issue comes in hundreds of pages, and alarms are not to wait for the time that these take
        for (var told : work.databases()) {
            attempt(failed, List.of(told), () -> issues.take(told.received()));
        }
        for (var told : work.health()) {
            attempt(failed, List.of(told), () -> issues.take(told.received()));
        }
        return failed;
    }

    /**
     * Decides about services: as many at a time as one request reads, so that what was read is still fresh when the
     * last of them is committed.
     */
    private SequencedSet<String> decide(List<Work.Service> services) {
        var failed = new LinkedHashSet<String>();
        for (var left = services; !left.isEmpty(); ) {
            var together = together(left);
            View view = null;
            try {
                view = ledger.view(together.partitions(), together.boards());
            } catch (PortFailure failure) {
                Log.failed("reading the table", failure);
                left.forEach(service -> failed.addAll(service.items()));
                return failed;
            } catch (RuntimeException unreadable) { // one row of one service: each is read anew, for itself
                Log.failed("reading rows of " + together.partitions(), unreadable);
            }
            for (var service : left.subList(0, together.services())) {
                var taken = decide(view, service);
                failed.addAll(taken.failed());
                view = taken.after();
            }
            left = left.subList(together.services(), left.size());
        }
        return failed;
    }

    /** How many services are read with one request, and what is read of them. */
    private record Together(int services, Set<String> partitions, Set<BoardKey> boards) {
        Together with(Collection<String> morePartitions, Set<BoardKey> moreBoards) {
            var allPartitions = new TreeSet<>(partitions);
            allPartitions.addAll(morePartitions);
            var allBoards = new TreeSet<>(boards);
            allBoards.addAll(moreBoards);
            return new Together(services + 1, allPartitions, allBoards);
        }

        boolean fits() {
            return partitions.size() + boards.size() + Ledger.COMMON <= Table.MOST_READS;
        }
    }

    /** The first of them that fit into one request; one in any case. */
    private Together together(List<Work.Service> services) {
        var together = new Together(0, Collections.emptySet(), Collections.emptySet());
        for (var service : services) {
            var more = together.with(triage.partitions(service.partition()), boards(service));
            if (together.services() > 0 && !more.fits()) {
                return together;
            }
            together = more;
        }
        return together;
    }

    private static Set<BoardKey> boards(Work.Service service) {
        var boards = new TreeSet<BoardKey>();
        service.moves()
                .forEach(move -> boards.add(BoardKey.of(
                        service.partition(), move.placed().transition().id())));
        return boards;
    }

    /**
     * What came of one service's transitions.
     *
     * @param failed the messages that are to come again
     * @param after what was read, with what was decided: the next service is decided about in its light, so that in a
     *     storm it knows of the pages that this one has rung
     */
    private record Taken(Set<String> failed, @Nullable View after) {}

    /** Decides about one service's transitions, in the order in which they happened. */
    private Taken decide(@Nullable View first, Work.Service service) {
        var left = new ArrayList<>(service.moves());
        left.sort(Comparator.comparing(move -> move.placed().transition().at()));
        var failed = new LinkedHashSet<String>();
        var view = first;
        var after = first;
        while (!left.isEmpty()) {
            try {
                var placed = left.stream().map(Work.Move::placed).toList();
                var decision = ledger.decide(
                        view,
                        triage.partitions(service.partition()),
                        boards(service.with(left)),
                        stored -> triage.moved(stored, placed, ports.clock().instant()),
                        decided -> List.of());
                view = null;
                after = after == null ? null : Ledger.after(after, decision);
                left.subList(0, decision.taken()).clear();
            } catch (RuntimeException failure) {
                if (left.size() > 1 && !(failure instanceof PortFailure port && port.passing())) {
                    failed.addAll(oneByOne(service.with(left)));
                } else {
                    Log.failed("deciding about " + service.partition(), failure);
                    left.forEach(move -> failed.add(move.item()));
                }
                left.clear();
            }
        }
        return new Taken(failed, after);
    }

    /** One that cannot be decided leaves the others alone. */
    private Set<String> oneByOne(Work.Service service) {
        var failed = new LinkedHashSet<String>();
        service.moves()
                .forEach(move ->
                        failed.addAll(decide(null, service.with(List.of(move))).failed()));
        return failed;
    }

    private void take(Work.Deployed deployed) {
        var received = deployed.received();
        var deployment = new Deployment(
                Cleaned.line(received.version(), LONGEST),
                false,
                received.at(),
                Cleaned.line(received.by(), LONGEST),
                received.told());
        ledger.decide(
                triage.partitions(deployed.partition()),
                List.of(),
                stored -> triage.deployed(
                        stored, deployed.partition(), deployment, ports.clock().instant()));
    }

    /** Only the newest says that Tocsin is well; one that is known, or older than the last, says nothing. */
    private void hear(List<Work.Canary> canaries) {
        canaries.stream()
                .map(Work.Canary::at)
                .max(Comparator.naturalOrder())
                .ifPresent(at -> table.write(Canary.taken(at, ports.clock().instant())));
    }

    private void blind(String region, List<Work.Move> moved) {
        var transitions = moved.stream().map(move -> move.placed().transition()).toList();
        var partition = Triage.region(region);
        ledger.decide(
                List.of(partition),
                List.of(),
                stored -> triage.blinded(
                        stored, region, transitions, ports.clock().instant()));
    }

    private static void attempt(Set<String> failed, List<? extends Work.From> from, Runnable act) {
        try {
            act.run();
        } catch (RuntimeException failure) {
            Log.failed("committing", failure);
            from.forEach(one -> failed.add(one.item()));
        }
    }

    /** What could not be committed comes again soon, and not only after the queue's own time. */
    private void comeAgain(List<Batch.Item> items, Set<String> failed) {
        var again = items.stream().filter(item -> failed.contains(item.id())).toList();
        new Again(ports.queues()).soon(again);
    }
}
