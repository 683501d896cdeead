package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.testing.CallCounter;
import tocsin.testing.CrashAt;
import tocsin.testing.CrashAt.Moment;

/** A function may die at any call of any port, before or after the call had its effect; nothing may be lost by it. */
class CrashAtEveryCallTest {
    /** A story with fewer calls than this shows too little to be worth telling. */
    private static final int FEWEST = 8;

    static Stream<Story> stories() {
        return Stream.of(Story.PAGE, Story.ACKNOWLEDGE, Story.RESOLVE, Story.RUN, Story.MAINTENANCE);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void the_end_is_the_same_wherever_a_function_crashed(Story story) {
        var counter = new CallCounter();
        var clean = Story.end(story.tell(counter));
        assertThat(counter.count()).isGreaterThanOrEqualTo(FEWEST);

        for (var index = 0; index < counter.count(); index++) {
            for (var moment : Moment.values()) {
                var crash = new CrashAt(index, moment);
                var end = Story.end(story.tell(crash));
                var where = moment + " call " + index + " of " + story.name() + ": "
                        + counter.calls().get(index);
                assertThat(crash.crashed() || (moment == Moment.AFTER && !counter.isAnswered(index)))
                        .as(where)
                        .isTrue();
                assertThat(end.alerts()).as(where).isEqualTo(clean.alerts());
                assertThat(end.changes()).as(where).isEqualTo(clean.changes());
                assertThat(end.table()).as(where).isEqualTo(clean.table());
                assertThat(end.mails()).as(where).isBetween(clean.mails(), clean.mails() + 1);
            }
        }
        System.out.println("crash at every call: " + story.name() + ", " + counter.count() + " calls, crashed "
                + 2 * counter.count() + " times");
    }
}
