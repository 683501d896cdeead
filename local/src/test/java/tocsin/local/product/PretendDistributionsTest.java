package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import tocsin.cloud.Distributions;
import tocsin.testing.EdgesContract;
import tocsin.testing.TestingClock;

class PretendDistributionsTest extends EdgesContract {
    private static final String ID = "EDFDVBD6EXAMPLE";

    private final TestingClock clock = new TestingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final PretendDistributions distributions = new PretendDistributions(clock, Duration.ofMinutes(2));

    PretendDistributionsTest() {
        distributions.create(ID, TAGS);
    }

    @Override
    protected Distributions distributions() {
        return distributions;
    }

    @Override
    protected String distribution() {
        return ID;
    }

    @Override
    protected void settle() {
        clock.advance(Duration.ofMinutes(3));
    }
}
