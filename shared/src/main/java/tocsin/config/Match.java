package tocsin.config;

/** What a pattern says of a description. */
public sealed interface Match {
    /** All that the pattern asks for is there. */
    record Matched() implements Match {}

    /** All but the last datapoint is there, and that is unknown. */
    record LacksObserved() implements Match {}

    record NotMatched() implements Match {}
}
