package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.aws.VirtualThreads;
import tocsin.health.Together;
import tocsin.health.Together.Came;
import tocsin.health.Together.Work;

/** Side by side: what is slow, late or fails holds nothing else up. */
class VirtualThreadsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Together together = new VirtualThreads();

    @Test
    void each_comes_at_its_place_whatever_the_others_do() {
        var came = together.all(
                List.of(
                        new Work<>(() -> "one", LONG),
                        new Work<>(VirtualThreadsTest::never, Duration.ofMillis(50)),
                        new Work<String>(
                                () -> {
                                    throw new IllegalStateException("fails");
                                },
                                LONG),
                        new Work<>(() -> "four", LONG)),
                2,
                LONG);

        assertThat(came.get(0))
                .isInstanceOfSatisfying(
                        Came.Done.class, done -> assertThat(done.value()).isEqualTo("one"));
        assertThat(came.get(1)).isInstanceOf(Came.Late.class);
        assertThat(came.get(2))
                .isInstanceOfSatisfying(
                        Came.Failed.class, failed -> assertThat(failed.why()).hasMessage("fails"));
        assertThat(came.get(3)).isInstanceOf(Came.Done.class);
    }

    private static String never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException leftBehind) {
            Thread.currentThread().interrupt();
        }
        return "never";
    }

    @Test
    void as_many_run_at_once_as_may_and_no_more() {
        var eight = new CyclicBarrier(8);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var all = IntStream.range(0, 200)
                .mapToObj(number -> new Work<>(
                        () -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            met(eight);
                            return now.decrementAndGet();
                        },
                        LONG))
                .toList();

        assertThat(together.all(all, 8, LONG)).hasSize(200).allMatch(each -> each instanceof Came.Done);
        assertThat(most.get()).isEqualTo(8);
    }

    private static void met(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_begun_is_waited_for_no_longer_than_all_may_take() {
        var came = together.all(
                List.of(new Work<>(() -> "done", LONG), new Work<>(VirtualThreadsTest::never, LONG)),
                2,
                Duration.ofMillis(200));

        assertThat(came.get(0)).isInstanceOf(Came.Done.class);
        assertThat(came.get(1))
                .isInstanceOfSatisfying(
                        Came.Late.class, late -> assertThat(late.took()).isLessThanOrEqualTo(Duration.ofMillis(200)));
    }

    @Test
    void what_finds_no_place_in_time_is_not_begun() {
        var came = together.all(
                List.of(new Work<>(VirtualThreadsTest::never, Duration.ofMillis(300)), new Work<>(() -> "late", LONG)),
                1,
                Duration.ofMillis(50));

        assertThat(came.get(0)).isInstanceOf(Came.Late.class);
        assertThat(came.get(1)).isInstanceOf(Came.NotBegun.class);
    }
}
