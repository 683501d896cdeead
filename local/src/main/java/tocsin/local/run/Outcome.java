package tocsin.local.run;

/** How an invocation ended. */
public sealed interface Outcome {
    /** What Lambda would answer: the function's own answer, or the description of its error. */
    String payload();

    record Returned(String payload) implements Outcome {}

    /** @param error the type and message, for people */
    record Failed(String error, String payload) implements Outcome {}
}
