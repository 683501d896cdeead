package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Duration;

/**
 * What an acknowledgement owes.
 *
 * @param within how soon a page should be acknowledged
 * @param lasts after this long without a sign of life the page goes out again
 */
@Json
public record Acknowledge(Duration within, Duration lasts) {}
