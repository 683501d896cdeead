package tocsin.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TripsTest {
    @Test
    void no_way_asks_the_table_more_often_than_its_bound() throws Exception {
        var trips = Trips.trips(Path.of(System.getProperty("tocsin.root")));

        trips.forEach(trip -> System.out.println(trip.line()));
        assertThat(trips).extracting(Trip::what).hasSize(4);
        assertThat(trips).allSatisfy(trip -> {
            assertThat(trip.count()).as(trip.line()).isBetween(1L, (long) trip.bound());
        });
    }
}
