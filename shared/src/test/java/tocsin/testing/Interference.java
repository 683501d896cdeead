package tocsin.testing;

/** What happens around a port's calls: it may only look on, or throw before or after a call has its effect. */
public interface Interference {
    /** Nothing has been done yet; what is thrown here keeps it from being done. */
    default void before(PortCall call) {}

    /** It has been done, and the caller does not know it yet; what is thrown here is all that the caller gets. */
    default void after(PortCall call) {}
}
