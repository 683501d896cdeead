package tocsin.local.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Where the clock stood, kept so that a later life of the same data does not see an earlier time. */
public final class KeptTime {
    /** A process that wrote its time less often than this was dead. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    public KeptTime(Path data) {
        this.file = data.resolve("clock.json");
    }

    /** @param speed 0 where the clock was stopped in order */
    private record Stood(long clock, long real, int speed) {
        Instant surelyReached(Instant realNow) {
            var since = Duration.between(Instant.ofEpochMilli(real), realNow);
            var unseen =
                    since.isNegative() ? Duration.ZERO : since.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : since;
            return Instant.ofEpochMilli(clock).plus(unseen.multipliedBy(speed));
        }
    }

    /** An instant that no earlier life has come beyond. */
    public Instant start(Instant realNow) {
        return DurableFile.read(file)
                .map(KeptTime::stood)
                .map(stood -> stood.surelyReached(realNow))
                .orElse(realNow);
    }

    /** Keeps where a running clock stands; to be called every second. */
    public void running(Instant clock, Instant realNow, int speed) {
        write(new Stood(clock.toEpochMilli() + 1, realNow.toEpochMilli(), speed));
    }

    /** Keeps where the clock was stopped. */
    public void stopped(Instant clock, Instant realNow) {
        write(new Stood(clock.toEpochMilli() + 1, realNow.toEpochMilli(), 0));
    }

    private void write(Stood stood) {
        try {
            DurableFile.write(file, JSON.writeValueAsString(stood) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stood stood(String text) {
        try {
            return JSON.readValue(text, Stood.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("clock.json cannot be read: " + text, e);
        }
    }
}
