package tocsin.intake;

import java.time.InstantSource;
import java.util.List;
import tocsin.alarm.Received;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.incident.BoardKey;
import tocsin.state.Ledger;
import tocsin.triage.Triage;

/** An alarm that was deleted ends its signals, in whichever service knows it. */
final class Deletions {
    private final Configuration configuration;
    private final Triage triage;
    private final Ledger ledger;
    private final InstantSource clock;

    Deletions(Configuration configuration, Triage triage, Ledger ledger, InstantSource clock) {
        this.configuration = configuration;
        this.triage = triage;
        this.ledger = ledger;
        this.clock = clock;
    }

    void take(Received.Deleted deleted) {
        var partitions =
                configuration.services().stream().map(Service::partition).toList();
        var boards = partitions.stream()
                .map(partition -> BoardKey.of(partition, deleted.id()))
                .toList();
        var view = ledger.view(partitions, boards);
        for (var board : boards) {
            var known = view.boards().get(board);
            if (known != null && known.of(deleted.id()) != null) {
                end(board.partition(), deleted);
            }
        }
    }

    private void end(String partition, Received.Deleted deleted) {
        ledger.decide(
                triage.partitions(partition),
                List.of(),
                stored -> triage.deleted(stored, partition, deleted.id(), deleted.alarm(), clock.instant()));
    }
}
