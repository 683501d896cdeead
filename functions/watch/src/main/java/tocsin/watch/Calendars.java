package tocsin.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.Ports;
import tocsin.calendar.CalendarReader.Result;
import tocsin.calendar.FeedText;
import tocsin.config.Configuration;
import tocsin.oncall.Feed;
import tocsin.oncall.Rota;
import tocsin.oncall.RotaCalendar;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Triage;

/**
 * Reads the calendars in which rotas are kept, and puts into the table what they say. Whoever pages reads the table
 * alone: a calendar's server that is away, slow or wrong changes nothing but the age of what it said last, and somebody
 * is told of that after a day.
 */
final class Calendars {
    private static final Logger LOG = LoggerFactory.getLogger(Calendars.class);

    private static final Duration EVERY = Duration.ofMinutes(15);

    /** To fetch one and to read it. */
    private static final Duration ONE = Duration.ofSeconds(15);

    private static final String BODY = "body";

    /** The day on which somebody was last told that something could not be read. */
    private static final String TOLD = "told";

    private final Ports ports;
    private final Documents documents;
    private final Configuration configuration;
    private final Ledger ledger;
    private final Triage triage;
    private final FeedText feeds;
    private final OwnRow own;

    Calendars(Ports ports, Documents documents) {
        this.ports = ports;
        this.documents = documents;
        configuration = ports.configuration();
        ledger = Ledger.of(ports, documents);
        triage = new Triage(configuration);
        feeds = new FeedText(ports::web, ports::secrets);
        own = new OwnRow(ports, ledger, Keys.CALENDARS);
    }

    /** Once in a function's life: where none was ever read, they are due now. */
    void begin() {
        own.begin(
                configuration.onCall().readsCalendars(),
                () -> row(List.of(), "", ports.clock().instant()));
    }

    /**
     * Reads all of them, where they are due; one for which no time is left stays as it was until the next round.
     *
     * @param left how long the function still runs
     * @return how many were read
     */
    int read(Supplier<Duration> left) {
        return own.due().map(found -> read(found, left)).orElse(0);
    }

    private int read(OwnRow.Found found, Supplier<Duration> left) {
        var now = ports.clock().instant();
        var before = Optional.ofNullable(found.row().text(BODY))
                .map(documents.calendars()::fromJson)
                .orElse(List.of());
        var after = new ArrayList<RotaCalendar>();
        for (var rota : configuration.onCall().rotas()) {
            var feed = rota.feed();
            if (feed != null) {
                var last = last(before, rota, feed, now);
                after.add(left.get().compareTo(ONE) < 0 ? last : read(last, rota, feed, now));
            }
        }
        commit(after, found, now);
        return after.size();
    }

    private static RotaCalendar last(List<RotaCalendar> before, Rota rota, Feed feed, Instant now) {
        return before.stream()
                .filter(calendar ->
                        calendar.rota().equals(rota.name()) && calendar.feed().equals(feed.identity()))
                .findFirst()
                .orElse(new RotaCalendar(rota.name(), feed.identity(), now, null, "it was not read yet"));
    }

    private RotaCalendar read(RotaCalendar last, Rota rota, Feed feed, Instant now) {
        return switch (feeds.read(rota, feed, configuration.people(), now)) {
            case Result.Read(var reading) -> last.read(reading);
            case Result.Refused(var because) -> {
                LOG.warn("the calendar of {} was not read: {}", rota.name(), because);
                yield last.failed(because);
            }
        };
    }

    private void commit(List<RotaCalendar> calendars, OwnRow.Found found, Instant now) {
        var today = LocalDate.ofInstant(now, configuration.zone()).toString();
        var told = Optional.ofNullable(found.row().text(TOLD)).orElse("");
        var old = told.equals(today)
                ? List.<RotaCalendar>of()
                : calendars.stream().filter(calendar -> calendar.old(now)).toList();
        var next = new Write.Put(
                row(calendars, old.isEmpty() ? told : today, now.plus(EVERY)), List.of(found.unchanged()));
        try {
            ledger.decide(
                    null,
                    List.of(),
                    List.of(),
                    view -> triage.oldCalendars(view, old, today, now),
                    decision -> List.of(next));
        } catch (Ledger.BesideRefused other) {
            LOG.info("another round was quicker to read the calendars");
        }
    }

    private Row row(List<RotaCalendar> calendars, String told, Instant due) {
        var says = new TreeMap<String, Value>();
        says.put(BODY, Value.of(documents.calendars().toJson(calendars)));
        if (!told.isEmpty()) {
            says.put(TOLD, Value.of(told));
        }
        return own.of(due, says);
    }
}
