package tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.state.Documents;

class ReconciledTest {
    private static final String ARN = "arn:aws:cloudwatch:us-west-2:111122223333:alarm:db-down";

    @Test
    void a_row_that_was_written_with_whole_names_and_without_its_beginning_is_read() {
        var read = new Documents().reconciled().fromJson("""
                {"places": [{"account": "111122223333", "region": "us-west-2", "begun": true, "failures": 1,
                             "told": false, "standing": ["%s"]}],
                 "lost": ["db-down"], "found": []}""".formatted(ARN));

        var place = read.of(new Place("111122223333", "us-west-2"));
        assertThat(place.begun()).isTrue();
        assertThat(place.begunAt()).isNull();
        assertThat(place.standing()).containsExactly(Reconciled.mark(ARN));
        assertThat(read.allLost()).isEqualTo(Named.of(Stream.of("db-down")));
        assertThat(read.allFound()).isEqualTo(Named.NONE);
    }

    @Test
    void of_many_the_first_fifty_are_named_and_the_others_counted_each_once() {
        var all = IntStream.range(0, 80).mapToObj(number -> "alarm-" + number).toList();
        var named = Named.of(all.stream());

        assertThat(named.names()).hasSize(50).startsWith("alarm-0").endsWith("alarm-49");
        assertThat(named.count()).isEqualTo(80);
        assertThat(named.and(all.stream())).as("found again after a crash").isEqualTo(named);
        assertThat(named.and(Stream.of("alarm-3")))
                .as("all others were taken in")
                .isEqualTo(named);
    }
}
