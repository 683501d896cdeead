package tocsin;

/** Waiting a moment before the same is tried again, each time a little longer and never quite the same. */
@FunctionalInterface
public interface Pause {
    /**
     * Waits.
     *
     * @param attempt how often it was tried: 1 after the first time
     */
    void before(int attempt);
}
