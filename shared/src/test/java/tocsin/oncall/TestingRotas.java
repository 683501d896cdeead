package tocsin.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Rotas as tests need them. */
final class TestingRotas {
    static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

    private TestingRotas() {}

    static Layer turns(int days, String zone, String handOver, String... people) {
        return new Layer(List.of(people), ZoneId.of(zone), MONDAY, days, LocalTime.parse(handOver), null);
    }

    static Layer hours(String zone, String from, String until, String... people) {
        var span = new Span(LocalTime.parse(from), LocalTime.parse(until));
        return new Layer(List.of(people), ZoneId.of(zone), MONDAY, 7, span.from(), span);
    }

    static Timeline timeline(Layer... layers) {
        return timeline(Collections.emptyList(), layers);
    }

    static Timeline timeline(List<ShiftOverride> overrides, Layer... layers) {
        return new Timeline(rota("primary", layers), overrides, null);
    }

    static Rota rota(String name, Layer... layers) {
        return Rota.of(name, layers[0].zone(), Arrays.asList(layers));
    }

    static ShiftOverride override(String id, String person, String from, String to) {
        var added = Instant.parse("2026-01-01T00:00:00Z");
        return new ShiftOverride(id, "primary", person, Instant.parse(from), Instant.parse(to), "ada", added);
    }
}
