package tocsin.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tocsin.Ports;
import tocsin.config.TestingConfiguration;
import tocsin.testing.TestingPorts;

class LambdaFunctionTest {
    private static FunctionSettings settings(Duration timeout) {
        return new FunctionSettings(
                "tocsin-Worker", "arn:aws:lambda:us-west-2:111122223333:function:w:live", timeout, 512);
    }

    @Test
    void an_answer_comes_back_and_the_context_tells_about_the_call() {
        var function = new LambdaFunction(
                settings(Duration.ofSeconds(5)),
                fence -> (input, output, context) ->
                        output.write(described(context).getBytes(StandardCharsets.UTF_8)),
                "life");

        var first = function.invoke("{}");

        assertThat(first)
                .isEqualTo(new Outcome.Returned("tocsin-Worker of 512 MB, within 5 s: true, "
                        + new LambdaFunction(settings(Duration.ZERO), fence -> (input, output, context) -> {}, "life")
                                .nextRequestId()));
    }

    private static String described(Context context) {
        var left = context.getRemainingTimeInMillis();
        return context.getFunctionName() + " of " + context.getMemoryLimitInMB() + " MB, within 5 s: "
                + (left > 3_000 && left <= 5_000) + ", " + context.getAwsRequestId();
    }

    @Test
    void what_a_function_throws_is_told_as_lambda_tells_it() {
        var function = new TestingFunction().does(payload -> {
            throw new IOException("no such alarm");
        });

        var outcome = function.function().invoke("{}");

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        var told = Json.read(outcome.payload());
        assertThat(told.path("errorType").asText()).isEqualTo("java.io.IOException");
        assertThat(told.path("errorMessage").asText()).isEqualTo("no such alarm");
        assertThat(told.path("stackTrace").isEmpty()).isFalse();
        assertThat(function.function().errors()).isEqualTo(1);
    }

    @Test
    void a_function_whose_time_is_up_reaches_nothing_any_more() throws Exception {
        var world = new TestingPorts(Instant.EPOCH, TestingConfiguration.small());
        var stuck = new CountDownLatch(1);
        List<Throwable> met = new ArrayList<>();
        var ended = new CountDownLatch(1);
        Function<Fence, RequestStreamHandler> maker = fence -> {
            var ports = fence.around(Ports.class, world);
            return (input, output, context) -> {
                var table = ports.table();
                try {
                    stuck.await();
                } catch (InterruptedException stopped) {
                    try {
                        table.query("prod/api", "", false, 1, null);
                    } catch (Throwable cut) {
                        met.add(cut);
                    }
                }
                ended.countDown();
            };
        };
        var function = new LambdaFunction(settings(Duration.ofMillis(100)), maker, "life");

        var outcome = function.invoke("{}");

        assertThat(outcome.payload()).contains("Task timed out after 0.10 seconds");
        ended.await();
        assertThat(met).hasExactlyElementsOfTypes(Fence.Cut.class);
    }

    @Test
    void each_environment_serves_one_call_at_a_time_and_is_used_again() throws Exception {
        var made = new AtomicInteger();
        var both = new CyclicBarrier(2);
        var function = new LambdaFunction(
                settings(Duration.ofSeconds(10)),
                fence -> {
                    made.incrementAndGet();
                    return (input, output, context) -> {
                        if (input.read() == 'b') {
                            await(both);
                        }
                    };
                },
                "life");
        function.invoke("a");
        function.invoke("a");
        assertThat(made).hasValue(1);

        var other = new Thread(() -> function.invoke("b"));
        other.start();
        function.invoke("b");
        other.join();

        assertThat(made).hasValue(2);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_environment_that_dies_of_an_error_is_not_used_again() {
        var made = new AtomicInteger();
        var function = new LambdaFunction(
                settings(Duration.ofSeconds(10)),
                fence -> {
                    var number = made.incrementAndGet();
                    return (input, output, context) -> {
                        if (number == 1) {
                            throw new StackOverflowError();
                        }
                    };
                },
                "life");

        assertThat(function.invoke("{}")).isInstanceOf(Outcome.Failed.class);
        assertThat(function.invoke("{}")).isEqualTo(new Outcome.Returned(""));
        assertThat(made).hasValue(2);
    }
}
