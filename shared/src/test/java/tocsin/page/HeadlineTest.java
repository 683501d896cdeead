package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tocsin.config.Severity;

/** What a locked telephone shows of a page. */
class HeadlineTest {
    @Test
    void severity_id_and_what_users_lose_are_seen_and_the_rest_follows() {
        var line =
                Headline.of(Severity.P1, "api-42", "pages load, then errors", "valine-prod-api-5xx 60 (threshold 10)");

        assertThat(line).isEqualTo("P1 api-42 pages load, then errors: valine-prod-api-5xx 60 (threshold 10)");
        assertThat(line.substring(0, Headline.SEEN)).contains("P1 api-42 pages load, then errors");
    }

    @Test
    void what_users_lose_is_cut_where_it_would_not_be_seen_whole() {
        var line = Headline.of(Severity.P0, "staging-api-42", "everything that anybody reads or writes", "x");

        assertThat(line).isEqualTo("P0 staging-api-42 everything that anybody ...: x");
        assertThat(line.indexOf(": x")).isEqualTo(Headline.SEEN);
        assertThat(Headline.cuts(Severity.P0, "staging-api-42", "everything that anybody reads or writes"))
                .isTrue();
        assertThat(Headline.cuts(Severity.P0, "api-42", "uploads fail")).isFalse();
    }

    @Test
    void no_letter_is_cut_in_two() {
        for (var length = 20; length < 30; length++) {
            var line = Headline.of(Severity.P0, "api-42", "x".repeat(length) + "\uD83D\uDD25".repeat(10), "");

            assertThat(line.length()).isLessThanOrEqualTo(Headline.SEEN);
            assertThat(line.codePoints()).noneMatch(letter -> Character.getType(letter) == Character.SURROGATE);
        }
    }

    @Test
    void something_of_what_users_lose_is_said_even_beside_a_long_name() {
        assertThat(Headline.of(Severity.P2, "staging-the-longest-name-of-a-service-1", "uploads fail always", ""))
                .isEqualTo("P2 staging-the-longest-name-of-a-service-1 uploads fail...");
    }
}
