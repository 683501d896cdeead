package tocsin.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Received;
import tocsin.state.Batch;
import tocsin.triage.Placed;
import tocsin.triage.Triage;

/** What a batch turned out to be, sorted by what is to be done about it. */
final class Work {
    private final Map<String, List<Move>> moves = new TreeMap<>();
    private final Map<String, List<Move>> blinding = new TreeMap<>();
    private final List<Deletion> deletions = new ArrayList<>();
    private final List<Deployed> deployed = new ArrayList<>();
    private final List<Message> unread = new ArrayList<>();
    private final List<Canary> canaries = new ArrayList<>();
    private final List<Health> health = new ArrayList<>();
    private final List<OfDatabase> databases = new ArrayList<>();
    private final String ourCanary;
    private String first = "";

    /** @param ourCanary the name of the alarm that Tocsin sets off itself */
    Work(String ourCanary) {
        this.ourCanary = ourCanary;
    }

    /** Something that one message of the batch brought. */
    sealed interface From {
        /** The message's id. */
        String item();
    }

    record Move(String item, Placed placed) implements From {}

    /** What moved in one service. */
    record Service(String partition, List<Move> moves) {
        Service with(List<Move> others) {
            return new Service(partition, others);
        }

        List<String> items() {
            return moves.stream().map(Move::item).toList();
        }
    }

    record Deletion(String item, Received.Deleted received) implements From {}

    /** The alarm that Tocsin set off itself. */
    record Canary(String item, Instant at) implements From {}

    /** Something went live in a service. */
    record Deployed(String item, String partition, Received.Deployed received) implements From {}

    /** What AWS Health tells. */
    record Health(String item, Received.Health received) implements From {}

    /** What RDS tells of a database. */
    record OfDatabase(String item, Received.OfDatabase received) implements From {}

    /** A message that is no alarm, is of nobody, or cannot be read. */
    record Message(String item, String body, Received received) implements From {}

    List<Health> health() {
        return List.copyOf(health);
    }

    List<OfDatabase> databases() {
        return List.copyOf(databases);
    }

    void add(Batch.Item item, Received received, Triage triage) {
        first = first.isEmpty() ? item.id() : first;
        switch (received) {
            case Received.Alarmed alarmed when isCanary(alarmed) -> add(item, alarmed);
            case Received.Alarmed alarmed -> add(new Move(item.id(), triage.place(alarmed.transition())));
            case Received.Deleted deleted -> deletions.add(new Deletion(item.id(), deleted));
            case Received.Deployed deployed -> add(item, deployed, triage.deployedTo(deployed));
            case Received.Health told -> health.add(new Health(item.id(), told));
            case Received.OfDatabase told -> databases.add(new OfDatabase(item.id(), told));
            case Received.Ours _ -> {} // the run's own story has it
            case Received.NotAnAlarm other -> unread.add(new Message(item.id(), item.body(), other));
            case Received.Unreadable bad -> unread.add(new Message(item.id(), item.body(), bad));
        }
    }

    private static boolean isCanary(Received.Alarmed alarmed) {
        return alarmed.transition().alarm().startsWith(tocsin.health.Canary.PREFIX);
    }

    /** Another canary than ours is another Tocsin's. */
    private void add(Batch.Item item, Received.Alarmed canary) {
        if (canary.transition().alarm().equals(ourCanary)) {
            canaries.add(new Canary(item.id(), canary.transition().at()));
        }
    }

    private void add(Batch.Item item, Received.Deployed received, List<String> partitions) {
        partitions.forEach(partition -> deployed.add(new Deployed(item.id(), partition, received)));
        if (partitions.isEmpty()) {
            unread.add(new Message(item.id(), item.body(), received));
        }
    }

    private void add(Move move) {
        moves.computeIfAbsent(move.placed().partition(), partition -> new ArrayList<>())
                .add(move);
        var transition = move.placed().transition();
        if (Triage.blinds(transition) && move.placed().ignored() == null) {
            blinding.computeIfAbsent(Objects.requireNonNull(transition.region()), region -> new ArrayList<>())
                    .add(move);
        }
    }

    /**
     * What moved, service by service. Each batch begins with another service, so that batches which are taken at the
     * same time and move the same services are not in each other's way all along.
     */
    List<Service> services() {
        var services = new ArrayList<Service>();
        moves.forEach((partition, group) -> services.add(new Service(partition, group)));
        Collections.rotate(services, first.hashCode());
        return services;
    }

    Map<String, List<Move>> blinding() {
        return blinding;
    }

    List<Deletion> deletions() {
        return deletions;
    }

    List<Deployed> deployed() {
        return deployed;
    }

    List<Canary> canaries() {
        return canaries;
    }

    List<Message> unread() {
        return unread;
    }

    /** The names of the alarms in ALARM that a message brought. */
    List<String> alarmsOf(String item) {
        return moves.values().stream()
                .flatMap(List::stream)
                .filter(move -> move.item().equals(item))
                .map(move -> move.placed().transition())
                .filter(transition -> transition.state() == AlarmState.ALARM)
                .map(transition -> transition.alarm())
                .toList();
    }
}
