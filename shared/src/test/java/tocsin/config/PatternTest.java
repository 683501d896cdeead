package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.config.TestingAlarms.connections;
import static tocsin.config.TestingAlarms.errorRate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alarm\": [\"valine-prod-db-connections\"]}",
                "{\"alarm\": [{\"prefix\": \"valine-\"}]}",
                "{\"alarm\": [{\"suffix\": \"-connections\"}]}",
                "{\"alarm\": [{\"wildcard\": \"valine-*-connections\"}]}",
                "{\"alarm\": [{\"equals-ignore-case\": \"VALINE-prod-db-connections\"}]}",
                "{\"alarm\": [{\"anything-but\": [\"other\"]}]}",
                "{\"alarm\": [{\"anything-but\": {\"prefix\": \"other\"}}]}",
                "{\"region\": [{\"exists\": true}]}",
                "{\"tags\": {\"team\": [{\"exists\": false}]}}",
                "{\"threshold\": [80]}",
                "{\"threshold\": [{\"numeric\": [\">\", 79.5, \"<=\", 80]}]}",
                "{\"observed\": [{\"numeric\": [\">\", 80]}]}",
                "{\"dimensions\": {\"DBInstanceIdentifier\": [\"project-valine-prod\"]}}",
                "{\"$or\": [{\"metric\": [\"CPUUtilization\"]},"
                        + " {\"namespace\": [\"AWS/RDS\"], \"state\": [\"ALARM\"]}]}",
            })
    void every_form_of_eventbridge_matches_what_it_should(String json) {
        assertThat(new Pattern(json).match(connections().observing(91.25).description()))
                .isEqualTo(new Match.Matched());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alarm\": [\"valine-prod\"]}",
                "{\"alarm\": [{\"anything-but\": {\"prefix\": \"valine\"}}]}",
                "{\"region\": [{\"exists\": false}]}",
                "{\"tags\": {\"team\": [\"db\"]}}",
                "{\"tags\": {\"team\": [{\"anything-but\": \"db\"}]}}",
                "{\"observed\": [{\"numeric\": [\">\", 91.25]}]}",
                "{\"dimensions\": {\"DBInstanceIdentifier\": [\"project-valine-dev\"]}}",
                "{\"alarm\": [{\"prefix\": \"valine-\"}], \"metric\": [\"CPUUtilization\"]}",
            })
    void and_does_not_match_what_it_should_not(String json) {
        assertThat(new Pattern(json).match(connections().observing(91.25).description()))
                .isEqualTo(new Match.NotMatched());
    }

    @Test
    void for_math_any_metric_watched_matches_and_the_label_is_that_of_what_is_returned() {
        var description = errorRate().description();

        assertThat(new Pattern("{\"metric\": [\"Invocations\"]}").matches(description))
                .isTrue();
        assertThat(new Pattern("{\"metric\": [\"Errors\"]}").matches(description))
                .isTrue();
        assertThat(new Pattern("{\"label\": [\"error rate\"]}").matches(description))
                .isTrue();
        assertThat(new Pattern("{\"label\": [\"errors\"]}").matches(description))
                .isFalse();
    }

    @Test
    void a_rule_that_lacks_only_the_last_datapoint_says_so() {
        var description = connections().description();

        assertThat(new Pattern("{\"metric\": [\"DatabaseConnections\"], \"observed\": [{\"numeric\": [\">\", 80]}]}")
                        .match(description))
                .isEqualTo(new Match.LacksObserved());
        assertThat(new Pattern("{\"metric\": [\"CPUUtilization\"], \"observed\": [{\"numeric\": [\">\", 80]}]}")
                        .match(description))
                .isEqualTo(new Match.NotMatched());
    }

    @ParameterizedTest
    @ValueSource(doubles = {80.000001, 1e9, 123456789.123456, 1e18, 5e10, 80.12345678901234, Double.MAX_VALUE})
    void any_number_that_a_metric_can_have_is_compared(double value) {
        assertThat(new Pattern("{\"observed\": [{\"numeric\": [\">\", 80]}]}")
                        .matches(connections().observing(value).description()))
                .isTrue();
    }

    @Test
    void nothing_is_held_back_by_a_field_that_the_message_does_not_carry() {
        var switchedOff = new Pattern("{\"actions-enabled\": [false]}");
        var untagged = new Pattern("{\"tags\": {\"team\": [{\"exists\": false}]}}");
        var either =
                new Pattern("{\"$or\": [{\"tags\": {\"team\": [\"db\"]}}, {\"alarm\": [{\"prefix\": \"valine\"}]}]}");

        assertThat(switchedOff.holds(connections().description())).isFalse();
        assertThat(switchedOff.holds(connections().actions(false).description()))
                .isTrue();
        assertThat(untagged.holds(connections().description())).isFalse();
        assertThat(either.holds(connections().description())).isTrue();
        assertThat(new Pattern("{\"observed\": [{\"numeric\": [\">\", 80]}]}")
                        .holds(connections().description()))
                .isFalse();
    }

    @Test
    void what_is_no_pattern_says_why() {
        assertThatThrownBy(() -> new Pattern("{\"alarm\": \"x\"}").fields())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"alarm\" must be an object or an array");
    }

    @Test
    void a_pattern_names_its_fields() {
        assertThat(new Pattern("{\"dimensions\": {\"FunctionName\": [\"x\"]}, \"alarm\": [\"a\"]}").fields())
                .containsExactly("alarm", "dimensions.FunctionName");
    }
}
