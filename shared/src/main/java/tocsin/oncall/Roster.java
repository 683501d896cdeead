package tocsin.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.oncall.Stretch.Shift;

/** All rotas with what was overridden: who is on call at any instant. */
public final class Roster {
    private final List<String> people;
    private final Map<String, Timeline> timelines = new TreeMap<>();

    /**
     * @param people everybody, in the order of the configuration; who is none of them fills no place
     * @param overrides in the order in which they were added
     * @param calendars as they were last read
     */
    public Roster(List<String> people, List<Rota> rotas, List<ShiftOverride> overrides, List<RotaCalendar> calendars) {
        this.people = List.copyOf(people);
        for (var rota : rotas) {
            var known = overrides.stream()
                    .filter(override -> override.rota().equals(rota.name()) && people.contains(override.person()))
                    .toList();
            timelines.put(rota.name(), new Timeline(rota, known, reading(rota, calendars)));
        }
    }

    /** What was read last of this very calendar. */
    private @Nullable CalendarReading reading(Rota rota, List<RotaCalendar> calendars) {
        var feed = rota.feed();
        for (var calendar : calendars) {
            var good = calendar.good();
            if (feed != null
                    && good != null
                    && calendar.rota().equals(rota.name())
                    && calendar.feed().equals(feed.identity())) {
                return good.of(people);
            }
        }
        return null;
    }

    public List<String> people() {
        return people;
    }

    public Optional<Timeline> rota(String name) {
        return Optional.ofNullable(timelines.get(name));
    }

    /** Who has this rota; empty where nobody has it, or there is no such rota. */
    public Optional<String> onCall(String rota, Instant at) {
        return rota(rota).map(timeline -> timeline.at(at)).flatMap(Roster::person);
    }

    private static Optional<String> person(Stretch stretch) {
        return switch (stretch) {
            case Shift shift -> Optional.of(shift.person());
            case Stretch.Hole _ -> Optional.empty();
        };
    }
}
