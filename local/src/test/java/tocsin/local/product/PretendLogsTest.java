package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import tocsin.cloud.Logs;
import tocsin.testing.LogQueriesContract;
import tocsin.testing.TestingClock;

class PretendLogsTest extends LogQueriesContract {
    private final TestingClock clock = new TestingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final PretendLogs logs = new PretendLogs(clock, Duration.ofSeconds(4));

    PretendLogsTest() {
        logs.create(GROUP);
    }

    @Override
    protected Logs logs() {
        return logs;
    }

    @Override
    protected void write(Instant at, String text) {
        logs.write(GROUP, at, text);
    }

    @Override
    protected Instant now() {
        return clock.instant();
    }

    @Override
    protected void settle() {
        clock.advance(Duration.ofSeconds(5));
    }
}
