package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.config.PatternCheck.Problem;
import tocsin.config.PatternCheck.Use;

class PatternCheckTest {
    private static final Known KNOWN = Known.of(TestingConfiguration.small());

    @Test
    void a_pattern_that_may_match_has_no_problem() {
        assertThat(severity("{\"stage\":[\"prod\"],\"service\":[{\"prefix\":\"a\"}],"
                        + "\"observed\":[{\"numeric\":[\">\",5,\"<\",10]}]}"))
                .isEmpty();
        assertThat(severity("{\"$or\":[{\"tags\":{\"team\":[{\"exists\":false}]}},{\"dimensions\":{\"X\":[\"y\"]}}]}"))
                .isEmpty();
    }

    @Test
    void a_range_without_numbers_never_matches() {
        assertThat(severity("{\"observed\":[{\"numeric\":[\">\",10,\"<\",5]}]}"))
                .containsExactly(new Problem(List.of("observed"), "can never match: no number is > 10 and < 5"));
        assertThat(severity("{\"observed\":[{\"numeric\":[\">\",5,\"<=\",5]}]}"))
                .containsExactly(new Problem(List.of("observed"), "can never match: no number is > 5 and <= 5"));
    }

    @Test
    void neither_does_an_empty_list() {
        assertThat(severity("{\"alarm\":[]}"))
                .containsExactly(new Problem(List.of("alarm"), "can never match: an empty list"));
    }

    @Test
    void nor_a_name_that_nothing_has() {
        assertThat(severity("{\"stage\":[\"prdo\"]}"))
                .containsExactly(
                        new Problem(List.of("stage"), "can never match: \"prdo\" is no stage; there is prod, staging"));
        assertThat(severity("{\"service\":[{\"prefix\":\"x\"}]}"))
                .containsExactly(new Problem(
                        List.of("service"),
                        "can never match: {\"prefix\":\"x\"} is no service; there is web, api, db"));
        assertThat(severity("{\"state\":[\"ALERT\"]}"))
                .containsExactly(new Problem(
                        List.of("state"),
                        "can never match: \"ALERT\" is no state; there is OK, ALARM, INSUFFICIENT_DATA"));
        assertThat(severity("{\"region\":[\"eu-west-1\"]}"))
                .containsExactly(new Problem(
                        List.of("region"),
                        "can never match: \"eu-west-1\" is no region; there is us-west-2, us-east-1"));
    }

    @Test
    void nor_a_field_that_no_alarm_has() {
        assertThat(severity("{\"$or\":[{\"metrc\":[\"x\"]},{\"alarm\":[\"y\"]}]}"))
                .containsExactly(new Problem(
                        List.of("$or", "0", "metrc"),
                        "an alarm has no field \"metrc\"; its fields are alarm, tags, actions-enabled, stage,"
                                + " service, namespace, metric, label, dimensions, state, threshold,"
                                + " observed, account, region"));
    }

    @Test
    void nor_a_text_for_a_number_nor_a_number_for_a_text() {
        assertThat(severity("{\"observed\":[\"80\"]}"))
                .containsExactly(
                        new Problem(List.of("observed"), "can never match: \"observed\" is a number, never \"80\""));
        assertThat(severity("{\"account\":[111122223333]}"))
                .containsExactly(
                        new Problem(List.of("account"), "can never match: \"account\" is a text, never 111122223333"));
        assertThat(severity("{\"actions-enabled\":[\"false\"]}"))
                .containsExactly(new Problem(
                        List.of("actions-enabled"),
                        "can never match: \"actions-enabled\" is true or false, never \"false\""));
    }

    @Test
    void what_holds_back_never_does_so_by_an_absent_field() {
        assertThat(PatternCheck.problems("{\"tags\":{\"team\":[{\"exists\":false}]}}", Use.HOLD, KNOWN))
                .containsExactly(new Problem(
                        List.of("tags", "team"),
                        "can never match: a field that a message does not carry is unknown, and holds nothing back"));
    }

    @Test
    void a_service_is_not_picked_by_what_is_known_only_later() {
        assertThat(PatternCheck.problems("{\"service\":[\"api\"]}", Use.SERVICE, KNOWN))
                .containsExactly(new Problem(
                        List.of("service"),
                        "can never match: \"service\" is not known, or may change, when this is decided"));
    }

    @Test
    void what_event_ruler_refuses_is_refused_in_its_words() {
        assertThat(severity("{\"alarm\":[{\"suffixx\":\"a\"}]}"))
                .containsExactly(new Problem(List.of(), "is no pattern: Unrecognized match type suffixx"));
    }

    @Test
    void a_wider_rule_before_a_narrower_one_leaves_it_nothing() {
        var overFive = new Pattern("{\"label\":[\"error rate\"],\"observed\":[{\"numeric\":[\">\",5]}]}");
        var overTen = new Pattern("{\"label\":[\"error rate\"],\"observed\":[{\"numeric\":[\">\",10]}]}");
        var connections = new Pattern("{\"service\":[\"db\"],\"metric\":[\"DatabaseConnections\"]}");
        var database = new Pattern("{\"service\":[{\"prefix\":\"d\"}]}");
        var either = new Pattern("{\"$or\":[{\"metric\":[\"x\"]},{\"service\":[\"db\"]}]}");

        assertThat(Shadow.covers(overFive, overTen)).isTrue();
        assertThat(Shadow.covers(overTen, overFive)).isFalse();
        assertThat(Shadow.covers(database, connections)).isTrue();
        assertThat(Shadow.covers(connections, database)).isFalse();
        assertThat(Shadow.covers(either, connections)).isTrue();
        assertThat(Shadow.covers(connections, either)).isFalse();
        assertThat(Shadow.covers(connections, connections)).isTrue();
    }

    private static List<Problem> severity(String json) {
        return PatternCheck.problems(json, Use.SEVERITY, KNOWN);
    }
}
