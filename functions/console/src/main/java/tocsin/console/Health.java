package tocsin.console;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.Said;
import tocsin.config.Watchdog;
import tocsin.health.Canary;
import tocsin.state.Keys;

/** Whether Tocsin itself is well, by its own table: a look for whoever asks, where the watchdog needs nobody to ask. */
final class Health {
    private static final double MILLISECONDS = 1_000;

    private final Ports ports;
    private final Books books;
    private final JsonType<HealthView> view = Jsonb.instance().type(HealthView.class);

    Health(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response show() {
        return Response.json(view.toJson(
                view(Canary.of(books.ledger().rows(List.of(Keys.CANARY)).get(Keys.CANARY)))));
    }

    private HealthView view(@Nullable Canary canary) {
        var watchdog = ports.configuration().watchdog();
        var silent = watchdog == null ? Watchdog.USUALLY_SILENT : watchdog.silent();
        var region = watchdog == null ? null : watchdog.region();
        var told = canary == null ? null : canary.told();
        var toldAt = canary == null ? null : canary.toldAt();
        var answer = canary == null ? null : canary.answer();
        if (told == null || toldAt == null) {
            var says = "no heartbeat has come out of the end of the way yet";
            return new HealthView(false, says + said(answer), null, null, null, answer, region);
        }
        var at = Instant.ofEpochMilli(toldAt);
        var age = Duration.between(at, ports.clock().instant());
        var well = age.compareTo(silent) < 0;
        var says = well
                ? "well: a heartbeat came out of the end of the way " + age.toSeconds() + " s ago, at " + Said.time(at)
                : "SILENT: no heartbeat has come out of the end of the way since " + Said.time(at);
        return new HealthView(
                well, says + said(answer), at, age.toSeconds(), (toldAt - told) / MILLISECONDS, answer, region);
    }

    private static String said(@Nullable String answer) {
        return answer == null ? "" : "; " + answer;
    }
}
