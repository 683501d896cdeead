package tocsin.configure;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.config.Secret;
import tocsin.oncall.Feed;
import tocsin.oncall.Ladder;
import tocsin.oncall.Layer;
import tocsin.oncall.OnCall;
import tocsin.oncall.Rota;
import tocsin.oncall.Span;

/** Makes who is on call of a tree in which nothing was found wrong. */
final class Rotas {
    /** Where a rota says nothing of when its turns began: a Monday. */
    private static final LocalDate SINCE = LocalDate.of(2026, 1, 5);

    private final YamlTree tree;
    private final ZoneId zone;
    private final Map<String, String> files;

    private Rotas(YamlTree tree, ZoneId zone, Map<String, String> files) {
        this.tree = tree;
        this.zone = zone;
        this.files = files;
    }

    /**
     * Who is on call.
     *
     * @param zone of rotas that say none
     * @param files the calendars that are files, by their names
     */
    static OnCall of(YamlTree tree, ZoneId zone, Map<String, String> files) {
        var rotas = new Rotas(tree, zone, files);
        var all = Assembly.child(tree, "rotas").all().entrySet().stream()
                .map(entry -> rotas.rota(entry.getKey(), entry.getValue().value()))
                .toList();
        var escalates = Assembly.string(Assembly.child(tree, "pager"), "ladder")
                        .orElse("pagerduty")
                        .equals("tocsin")
                ? OnCall.Escalates.TOCSIN
                : OnCall.Escalates.PAGERDUTY;
        var subscription =
                Assembly.string(tree, "subscribe").map(Assembly::secret).orElse(null);
        return new OnCall(all, escalates, rotas.ladder(), subscription);
    }

    private Rota rota(String name, YamlTree rota) {
        var in = Assembly.zone(rota).orElse(zone);
        var calendar = Assembly.string(rota, "calendar");
        if (calendar.isPresent()) {
            return new Rota(name, in, List.of(), feed(calendar.get(), rota));
        }
        var layers = rota.get("layers").map(YamlTree::list).orElse(List.of(rota));
        return Rota.of(name, in, layers.stream().map(layer -> layer(layer, in)).toList());
    }

    private Feed feed(String calendar, YamlTree rota) {
        var begins = Assembly.string(rota, "hand-over").map(Words::time).orElse(LocalTime.MIDNIGHT);
        if (calendar.startsWith(Secret.PREFIX)) {
            return new Feed(Feed.Kind.SECRET, Assembly.secret(calendar).name(), begins);
        }
        return CalendarFiles.isFile(calendar)
                ? new Feed(Feed.Kind.FILE, files.getOrDefault(calendar, ""), begins)
                : new Feed(Feed.Kind.ADDRESS, calendar, begins);
    }

    private static Layer layer(YamlTree layer, ZoneId in) {
        var hours = Assembly.string(layer, "hours").map(text -> new Span(Words.from(text), Words.until(text)));
        var days = Assembly.string(layer, "turns").map(Words::turns).orElse(7);
        var handOver = Assembly.string(layer, "hand-over");
        var time = handOver.map(Words::time).or(() -> hours.map(Span::from)).orElse(LocalTime.of(9, 0));
        var since = Assembly.string(layer, "since").map(LocalDate::parse).orElse(SINCE);
        return new Layer(
                Assembly.strings(Assembly.child(layer, "people")),
                Assembly.zone(layer).orElse(in),
                first(since, handOver.flatMap(Words::dayOf)),
                days,
                time,
                hours.orElse(null));
    }

    /** The first day of this name from then on. */
    private static LocalDate first(LocalDate since, Optional<DayOfWeek> day) {
        return day.map(name -> since.with(TemporalAdjusters.nextOrSame(name))).orElse(since);
    }

    /** What comes after a step that comes again is never reached, as lint says. */
    private Ladder ladder() {
        var steps = new ArrayList<Ladder.Step>();
        for (var step : Assembly.child(tree, "ladder").list()) {
            var again = Assembly.string(step, "again");
            var lasts = again.or(() -> Assembly.string(step, "for")).map(Words::duration);
            steps.add(new Ladder.Step(Assembly.text(step, "to"), lasts.orElseThrow()));
            if (again.isPresent()) {
                break;
            }
        }
        return steps.isEmpty() ? Ladder.USUAL : new Ladder(steps);
    }
}
