package tocsin.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Rate;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.page.Wanted;

/** Three services in trouble at once, none of which needs another: one person is called once. */
class StormsTest {
    private static final String C = "prod/c";
    private final Night night = new Night(configuration(new Rate(3, Duration.ofMinutes(5))));

    private static Configuration configuration(@Nullable Rate storm) {
        var usual = Night.configuration(Paging.ON, Paging.ON, List.of());
        var stage = usual.stages().getFirst();
        var services = Stream.of("a", "b", "c", "d")
                .map(name -> new Service(
                        "prod",
                        name,
                        "all of " + name,
                        List.of(),
                        new Pattern("{\"alarm\":[{\"prefix\":\"" + name + "-\"}]}"),
                        null,
                        new LinkedHashMap<>(),
                        Paging.ON))
                .toList();
        return usual.withStages(List.of(new Stage(
                        stage.name(), stage.account(), stage.regions(), null, services, stage.severities(), null)))
                .withTimes(usual.times().withStorm(storm));
    }

    private List<String> ringing(Night other) {
        return other.pages.entrySet().stream()
                .filter(page -> page.getKey().endsWith("/pagerduty") && page.getValue() == Wanted.TRIGGERED)
                .map(page -> page.getKey())
                .toList();
    }

    private void storm() {
        night.raise("a-high");
        night.pass(Duration.ofSeconds(1));
        night.now = night.now.plusSeconds(1);
        night.raise("b-high");
        night.raise("c-high");
    }

    @Test
    void the_third_service_is_added_to_the_page_of_the_second() {
        storm();

        assertThat(ringing(night))
                .containsExactly("prod/a#1 1/pager/team/pagerduty", "prod/b#1 1/pager/team/pagerduty");
        assertThat(night.open("prod/b").told()).contains("also c-1 (P1): all of c");
        assertThat(night.texts()).contains("a storm: added to the page of b-1", "a storm: c-1 is added to its page");
    }

    @Test
    void a_worse_one_rings_of_itself() {
        night.raise("a-high");
        night.raise("b-high");
        night.raise("c-down");

        assertThat(ringing(night)).hasSize(3);
    }

    @Test
    void where_nothing_is_a_storm_each_rings() {
        var off = new Night(configuration(null));
        off.raise("a-high");
        off.raise("b-high");
        off.raise("c-high");

        assertThat(ringing(off)).hasSize(3);
    }

    @Test
    void it_stays_added_while_somebody_has_what_it_was_added_to() {
        storm();
        night.acknowledge("prod/b", "command");
        night.pass(Duration.ofMinutes(25));

        assertThat(night.open(C).paged()).isNull();
        assertThat(night.texts()).containsOnlyOnce("a storm: added to the page of b-1");
    }

    private static final String A_PAGES = "prod/a#1 1/pager/team/pagerduty";
    private static final String B_PAGES = "prod/b#1 1/pager/team/pagerduty";
    private static final String C_PAGES = "prod/c#1 1/pager/team/pagerduty";

    private void acknowledgeTheFirst() {
        night.acknowledge("prod/a", "command");
    }

    @Test
    void it_rings_of_itself_as_soon_as_that_recovers() {
        storm();
        acknowledgeTheFirst();
        night.recover("b-high");

        assertThat(ringing(night)).containsExactly(C_PAGES);
        assertThat(night.open(C).owed()).isNull();
    }

    @Test
    void it_rings_of_itself_as_soon_as_that_is_resolved_by_hand_though_somebody_had_it() {
        storm();
        acknowledgeTheFirst();
        night.acknowledge("prod/b", "command");
        night.resolve("prod/b", Duration.ofHours(1));

        assertThat(ringing(night)).containsExactly(C_PAGES);
    }

    @Test
    void where_another_page_of_the_storm_still_rings_it_is_added_to_that_one() {
        storm();
        night.resolve("prod/b", Duration.ofHours(1));

        assertThat(ringing(night)).containsExactly(A_PAGES);
        assertThat(night.texts()).contains("a storm: added to the page of a-1");
        night.recover("a-high");
        assertThat(ringing(night)).containsExactly(C_PAGES);
    }

    @Test
    void what_somebody_has_takes_the_next_one_no_more_and_that_rings() {
        night.raise("a-high");
        night.raise("b-high");
        acknowledgeTheFirst();
        night.acknowledge("prod/b", "command");
        night.raise("c-high");
        night.raise("d-high");

        assertThat(ringing(night)).containsExactly(C_PAGES);
        assertThat(night.texts()).contains("a storm: added to the page of c-1");
    }

    @Test
    void a_cause_that_was_added_to_the_page_of_its_symptom_rings_when_that_one_ends() {
        storm();
        acknowledgeTheFirst();
        assertThat(night.merge("prod/b", C)).isNull();
        assertThat(ringing(night)).containsExactly(B_PAGES);
        night.recover("b-high");

        assertThat(ringing(night)).containsExactly(C_PAGES);
    }

    @Test
    void it_rings_of_itself_as_soon_as_it_is_worse() {
        storm();
        night.raise("c-down");

        assertThat(ringing(night)).contains("prod/c#1 1/pager/team/pagerduty");
    }

    @Test
    void two_services_are_no_storm_and_neither_are_three_in_ten_minutes() {
        night.raise("a-high");
        night.raise("b-high");
        night.pass(Duration.ofMinutes(6));
        night.raise("c-high");

        assertThat(ringing(night)).hasSize(3);
    }
}
