package tocsin.local.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A function that keeps what it was asked, and answers or fails as a test says. */
public final class TestingFunction {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>(payload -> "");
    private final LambdaFunction function;

    /** What it does with a payload. */
    @FunctionalInterface
    public interface Behaviour {
        String answer(String payload) throws IOException;
    }

    public TestingFunction() {
        this(Duration.ofSeconds(10));
    }

    public TestingFunction(Duration timeout) {
        var settings = new FunctionSettings(
                "tocsin-Worker", "arn:aws:lambda:us-west-2:111122223333:function:tocsin-Worker:live", timeout, 512);
        function = new LambdaFunction(
                settings,
                fence -> (input, output, context) -> {
                    var payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
                    asked.add(payload);
                    output.write(behaviour.get().answer(payload).getBytes(StandardCharsets.UTF_8));
                },
                "test");
    }

    public TestingFunction does(Behaviour other) {
        behaviour.set(other);
        return this;
    }

    public LambdaFunction function() {
        return function;
    }
}
