package tocsin.tests.wire;

import java.io.IOException;

/** Where a function runs, one invocation at a time. */
public interface Execution extends AutoCloseable {
    /** What the function answers to an event, or what is said of its error: as the emulator of Lambda has it. */
    String answer(String event) throws IOException, InterruptedException;

    /** The function's process is gone at once; the next invocation begins another. */
    void kill();

    @Override
    void close();
}
