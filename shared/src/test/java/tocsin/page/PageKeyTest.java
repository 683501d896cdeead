package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.incident.IncidentRef;
import tocsin.state.Key;
import tocsin.state.Keys;

/** Names of pages, read back as what they were made of. */
class PageKeyTest {
    @ParameterizedTest
    @MethodSource
    void a_key_is_read_back(PageKey key) {
        assertThat(PageKey.parse(key.text())).contains(key);
    }

    static Stream<PageKey> a_key_is_read_back() {
        return Stream.of(
                new PageKey(new IncidentRef("prod/api", 42), 1, null),
                new PageKey(new IncidentRef("prod/api-2-3", 42), 17, null),
                new PageKey(new IncidentRef("staging/db", 1), 2, "run-3"),
                new PageKey(new IncidentRef("staging/db", 1), 2, "run-3-failed"),
                new PageKey(new IncidentRef("region/us-west-2", 7), 1, null));
    }

    @Test
    void what_is_not_ours_is_not_read() {
        for (var foreign : List.of("", "tocsin", "tocsin-blind-us-west-2", "other-prod/api-1-1", "tocsin-prod/api-1")) {
            assertThat(PageKey.parse(foreign)).as(foreign).isEmpty();
        }
    }

    @Test
    void a_rows_key_says_whose_page_it_is() {
        var incident = new IncidentRef("prod/api", 42);
        for (var page : List.of(
                new PageRef(1, "pager", "team", Channel.PAGERDUTY),
                new PageRef(0, "run-1", "team", Channel.PAGERDUTY),
                new PageRef(2, "backup-1", "owner", Channel.SMS))) {
            assertThat(PageAddress.of(Keys.page(incident, page))).contains(new PageAddress(incident, page));
        }
        assertThat(PageAddress.of(new Key("prod/api", "head"))).isEmpty();
        assertThat(PageAddress.of(Keys.run(incident, 1))).isEmpty();
    }
}
