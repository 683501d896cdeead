package tocsin.watch;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import tocsin.Ports;
import tocsin.incident.BoardKey;
import tocsin.incident.Head;
import tocsin.incident.Signal;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Ledger;
import tocsin.triage.Triage;

/** Looks again at one service whose time has come: asks CloudWatch what the look wants to know, decides, commits. */
final class Looking {
    private static final String BODY = "body";

    private final Ports ports;
    private final Documents documents;
    private final Ledger ledger;
    private final Triage triage;
    private final Asking asking;

    Looking(Ports ports, Documents documents) {
        this.ports = ports;
        this.documents = documents;
        ledger = Ledger.of(ports, documents);
        triage = new Triage(ports.configuration());
        asking = new Asking(ports);
    }

    /** Whether the service was due, and so looked at: what the index says may be older than the row. */
    boolean look(Key key) {
        var now = ports.clock().instant();
        var row = ledger.rows(List.of(key)).get(key);
        var due = row == null ? null : row.number(Due.AT);
        var body = row == null ? null : row.text(BODY);
        if (due == null || body == null || due > now.toEpochMilli()) {
            return false;
        }
        look(key.pk(), documents.heads().fromJson(body), now);
        return true;
    }

    private void look(String partition, Head head, Instant now) {
        var asked = asking.ask(head, now);
        var partitions = partitions(partition, head);
        var boards = boards(head);
        for (var gone : asked.deleted()) {
            var alarm = gone.transition().alarm();
            ledger.decide(partitions, boards, view -> triage.deleted(view, partition, gone.id(), alarm, now));
        }
        ledger.decide(partitions, boards, view -> triage.looked(view, partition, asked.readings(), now));
    }

    /** What a signal let go of may need: the services near the one that it belongs to. */
    private List<String> partitions(String partition, Head head) {
        var all = new TreeSet<>(triage.partitions(partition));
        signals(head).forEach(signal -> all.addAll(triage.partitions(signal.partition())));
        return List.copyOf(all);
    }

    private static List<BoardKey> boards(Head head) {
        return signals(head)
                .map(signal -> BoardKey.of(signal.partition(), signal.id()))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<Signal> signals(Head head) {
        var open = head.open();
        return Stream.concat(head.withheld().stream(), open == null ? Stream.empty() : open.signals().stream());
    }
}
