package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Duration;

/** So many within so long: "6 in 30m". */
@Json
public record Rate(int count, Duration within) {
    public Rate {
        if (count < 1 || !within.isPositive()) {
            throw new IllegalArgumentException("not a rate: " + count + " in " + within);
        }
    }
}
