package tocsin.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.letter.Letters;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Triage;

/** Mails the letter of each day in the morning after it, while some service is trusted with less than paging. */
final class Posting {
    /** The day of the next letter. */
    private static final String DAY = "day";

    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final Ports ports;
    private final Configuration configuration;
    private final Ledger ledger;
    private final Triage triage;
    private final Letters letters;
    private final OwnRow own;

    Posting(Ports ports, Documents documents) {
        this.ports = ports;
        configuration = ports.configuration();
        ledger = Ledger.of(ports, documents);
        triage = new Triage(configuration);
        letters = new Letters(ports.table(), ledger, documents, configuration, triage);
        own = new OwnRow(ports, ledger, Keys.LETTER);
    }

    /** Whether a letter is wanted at all. */
    private boolean wanted() {
        return configuration.channels().mail() != null
                && configuration.services().stream().anyMatch(service -> service.paging() != Paging.ON);
    }

    /** Once in a function's life: where no letter was ever due, that of today is from now on. */
    void begin() {
        own.begin(
                wanted(),
                () -> row(ports.clock().instant().atZone(configuration.zone()).toLocalDate()));
    }

    /** Sends the one that is due, and lets the next one be; gives whether it did. */
    boolean post() {
        var found = own.due().orElse(null);
        var day = found == null ? null : found.row().text(DAY);
        if (found == null || day == null) {
            return false;
        }
        var now = ports.clock().instant();
        var date = LocalDate.parse(day);
        var letter = letters.of(date);
        var next = new Write.Put(row(date.plusDays(1)), List.of(found.unchanged()));
        try {
            ledger.decide(
                    null,
                    List.of(),
                    List.of(),
                    view -> triage.letter(view, day, letter.summary(), letter.sections(), wanted(), now),
                    decision -> List.of(next));
            return true;
        } catch (Ledger.BesideRefused other) {
            return false; // another round was quicker
        }
    }

    private Row row(LocalDate day) {
        return own.of(morningAfter(day), Map.of(DAY, Value.of(day.toString())));
    }

    private Instant morningAfter(LocalDate day) {
        return day.plusDays(1).atTime(MORNING).atZone(configuration.zone()).toInstant();
    }
}
