package tocsin.tests.bench.coldstart;

import java.util.List;
import java.util.function.Predicate;

/** What a function is given, and what it answers to it where it did its work. */
record Event(String text, Predicate<String> answered) {
    boolean isAnsweredBy(String answer) {
        return answered.test(answer);
    }

    /** A batch of a queue of which no message comes again. */
    static Event batch(String text) {
        return new Event(
                text, answer -> List.of("{}", "{\"batchItemFailures\":[]}").contains(answer.replace(" ", "")));
    }
}
