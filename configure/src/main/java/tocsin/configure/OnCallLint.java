package tocsin.configure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.Said;
import tocsin.config.Configuration;
import tocsin.config.Finding;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.config.Severity;
import tocsin.oncall.CalendarReading;
import tocsin.oncall.CalendarShift;
import tocsin.oncall.Ladder;
import tocsin.oncall.Layer;
import tocsin.oncall.OnCall.Escalates;
import tocsin.oncall.Rota;
import tocsin.oncall.RotaCalendar;
import tocsin.oncall.Stretch.Hole;

/** Tells of whom a page would not wake: holes in rotas, people without a way to reach them, ways that do not ring. */
public final class OnCallLint {
    private static final Duration AHEAD = Duration.ofDays(8 * 7);
    private static final int MOST_HOLES = 3;

    private final Configuration configuration;
    private final Lines lines;
    private final List<RotaCalendar> calendars;
    private final List<Finding> findings = new ArrayList<>();

    private OnCallLint(Configuration configuration, Lines lines, List<RotaCalendar> calendars) {
        this.configuration = configuration;
        this.lines = lines;
        this.calendars = calendars;
    }

    /**
     * What is found of a reading, in the eight weeks from now; of one that was refused nothing.
     *
     * @param calendars what the calendars of rotas say; of one that is not there nothing is known
     */
    public static List<Finding> findings(Reading reading, List<RotaCalendar> calendars, Instant now) {
        return switch (reading) {
            case Reading.Refused _ -> List.of();
            case Reading.Read(var configuration, var _, var _, var lines) ->
                findings(configuration, lines, calendars, now);
        };
    }

    static List<Finding> findings(Configuration configuration, Lines lines, List<RotaCalendar> calendars, Instant now) {
        var lint = new OnCallLint(configuration, lines, calendars);
        lint.calendars(now);
        lint.holes(now);
        lint.unreachable();
        lint.silent();
        return List.copyOf(lint.findings);
    }

    private void calendars(Instant now) {
        for (var rota : configuration.onCall().rotas()) {
            var line = lines.of("rotas", rota.name(), "calendar");
            known(rota).ifPresent(calendar -> {
                var failure = calendar.failure();
                var good = calendar.good();
                if (failure != null) {
                    warn(line, "the calendar of " + rota.name() + " cannot be read: " + failure);
                }
                if (good != null && calendar.old(now)) {
                    warn(line, "the calendar of " + rota.name() + " was last read at " + Said.time(good.at()));
                }
                if (good != null) {
                    good.overlaps().forEach(overlap -> warn(line, "two have " + rota.name() + ": " + overlap));
                }
            });
        }
    }

    private Optional<RotaCalendar> known(Rota rota) {
        var feed = rota.feed();
        return calendars.stream()
                .filter(calendar -> feed != null
                        && calendar.rota().equals(rota.name())
                        && calendar.feed().equals(feed.identity()))
                .findFirst();
    }

    /** Until when it is known who has it; nothing where it is not known at all. */
    private Optional<Instant> known(Rota rota, Instant now) {
        var ahead = now.plus(AHEAD);
        if (rota.feed() == null) {
            return Optional.of(ahead);
        }
        return known(rota)
                .flatMap(calendar -> Optional.ofNullable(calendar.good()))
                .map(good -> good.until().isBefore(ahead) ? good.until() : ahead)
                .filter(now::isBefore);
    }

    /** What a calendar says ends somewhere; what comes after it is no hole. */
    private static Instant end(Rota rota, Instant to, Instant until) {
        return rota.feed() != null && to.isAfter(until) ? until : to;
    }

    private String unnamed(Rota rota) {
        return known(rota)
                .flatMap(calendar -> Optional.ofNullable(calendar.good()))
                .filter(good -> !good.unnamed().isEmpty())
                .map(good -> " (no person is found in " + String.join(", ", good.unnamed()) + ")")
                .orElse("");
    }

    private void holes(Instant now) {
        var roster = configuration.roster(List.of(), calendars);
        for (var rota : configuration.onCall().rotas()) {
            var until = known(rota, now);
            if (until.isEmpty()) {
                continue;
            }
            var holes = roster.rota(rota.name()).stream()
                    .flatMap(timeline -> timeline.between(now, until.get()).stream())
                    .filter(Hole.class::isInstance)
                    .map(hole -> new Hole(hole.from(), end(rota, hole.to(), until.get())))
                    .toList();
            if (!holes.isEmpty()) {
                var told = holes.stream()
                        .limit(MOST_HOLES)
                        .map(hole -> "from " + Said.time(hole.from()) + " to " + Said.time(hole.to()))
                        .collect(Collectors.joining(", "));
                var more = holes.size() - MOST_HOLES;
                warn(
                        lines.of("rotas", rota.name()),
                        "nobody has " + rota.name() + " " + told
                                + (more > 0
                                        ? ", and " + more + " times more until "
                                                + Said.time(holes.getLast().to())
                                        : "")
                                + ": a page goes on to the next step of the ladder then" + unnamed(rota));
            }
        }
    }

    private void unreachable() {
        var rung = rung();
        var backup = configuration.backup();
        for (var person : configuration.people()) {
            var byUs = rung.contains(person.name())
                    || backup != null && backup.ring().contains(person.name());
            if (person.reach().isEmpty() && (byUs || person.pagerduty() == null)) {
                warn(lines.of("people", person.name()), person.name() + " cannot be reached: expected a way in reach");
            }
        }
    }

    /** Where Tocsin escalates: everybody whom it may ring. */
    private Set<String> rung() {
        var rung = new LinkedHashSet<String>();
        if (configuration.onCall().escalates() == Escalates.TOCSIN) {
            configuration.onCall().ladder().steps().forEach(step -> rung.addAll(meant(step.to())));
        }
        return rung;
    }

    private Collection<String> meant(String to) {
        if (to.equals(Ladder.EVERYONE)) {
            return configuration.people().stream().map(Person::name).toList();
        }
        return configuration.onCall().rota(to).map(this::people).orElse(List.of(to));
    }

    private List<String> people(Rota rota) {
        var turns = rota.layers().stream().map(Layer::people).flatMap(Collection::stream);
        var entered = known(rota)
                .flatMap(calendar -> Optional.ofNullable(calendar.good()))
                .map(CalendarReading::shifts)
                .orElse(List.of());
        return Stream.concat(turns, entered.stream().map(CalendarShift::person))
                .distinct()
                .toList();
    }

    /** A mail, a chat and a text message make a sound that nobody wakes from. */
    private void silent() {
        var urgent = List.of(Severity.P0, Severity.P1);
        urgent.stream()
                .filter(severity -> configuration.hear(severity).page() == null)
                .forEach(severity -> warn(
                        lines.of("hear", severity.name()), "a " + severity + " is only mailed, which rings nobody"));
        if (configuration.onCall().escalates() == Escalates.PAGERDUTY) {
            return; // which rings, by its own rules
        }
        for (var name : rung()) {
            configuration
                    .person(name)
                    .filter(person -> !person.reach().isEmpty() && !rings(person))
                    .ifPresent(person -> warn(
                            lines.of("people", name, "reach"),
                            "a P0 or P1 reaches " + name + " only by " + ways(person)
                                    + ", which does not ring; expected pushover among the ways"));
        }
    }

    private static boolean rings(Person person) {
        return person.reach().stream().anyMatch(way -> way.kind() == Reach.Kind.PUSHOVER);
    }

    private static String ways(Person person) {
        return person.reach().stream()
                .map(way -> way.kind().name().toLowerCase(Locale.ROOT))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private void warn(int line, String text) {
        findings.add(Finding.warning(lines.file(), line, text));
    }
}
