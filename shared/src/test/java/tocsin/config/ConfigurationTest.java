package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.config.TestingAlarms.connections;
import static tocsin.config.TestingAlarms.errorRate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private final Configuration configuration = TestingConfiguration.small();
    private final Stage prod = configuration.stage("prod").orElseThrow();
    private final Stage staging = configuration.stage("staging").orElseThrow();
    private final Service api = configuration.service("prod/api").orElseThrow();
    private final Service db = configuration.service("prod/db").orElseThrow();

    @Test
    void its_compiled_form_reads_back_as_it_was() {
        var json = configuration.toJson();

        assertThat(Configuration.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(configuration);
    }

    @Test
    void the_stage_is_the_first_whose_account_and_region_fit() {
        assertThat(configuration.stageOf(connections().transition())).contains(prod);
        assertThat(configuration.stageOf(
                        connections().at("444455556666", "us-east-1").transition()))
                .contains(staging);
        assertThat(configuration.stageOf(
                        connections().at("111122223333", "eu-west-1").transition()))
                .isEmpty();
        assertThat(configuration.stageOf(connections().at(null, "us-west-2").transition()))
                .isEmpty();
    }

    @Test
    void a_service_claims_the_alarms_of_its_own_resources_in_its_stage() {
        assertThat(configuration.serviceOf(prod, connections().description())).contains(db);
        assertThat(configuration.serviceOf(prod, errorRate().description())).contains(api);
        assertThat(configuration.serviceOf(staging, connections().description()))
                .isEmpty();
    }

    @Test
    void an_alarm_whose_actions_are_off_is_ignored_and_one_that_does_not_say_is_not() {
        assertThat(configuration.ignored(connections().actions(false).description()))
                .map(IgnoreRule::because)
                .contains("actions switched off");
        assertThat(configuration.ignored(connections().description())).isEmpty();
        assertThat(configuration.ignored(
                        connections().named("TargetTracking-table/x").description()))
                .map(IgnoreRule::because)
                .contains("scales by itself");
    }

    @Test
    void six_per_cent_is_a_p2_that_may_rise_and_twelve_a_p0() {
        assertThat(severity(errorRate().observing(6)))
                .isEqualTo(new Classified(Severity.P2, "more than one call in twenty fails", 3, false, true));
        assertThat(severity(errorRate().observing(12)))
                .isEqualTo(new Classified(Severity.P0, "more than one call in ten fails", 1, false, false));
    }

    @Test
    void a_rule_that_lacks_only_the_last_datapoint_counts_as_matched_and_says_so() {
        assertThat(severity(errorRate()))
                .isEqualTo(new Classified(Severity.P0, "more than one call in ten fails", 1, true, false));
    }

    @Test
    void where_nothing_reads_the_last_datapoint_nothing_rises() {
        assertThat(configuration.severityOf(prod, connections().description().about(db)))
                .isEqualTo(new Classified(Severity.P1, "the pool is nearly full", 2, false, false));
        assertThat(configuration.severityOf(
                        staging, errorRate().observing(60).description().in("staging")))
                .isEqualTo(new Classified(Severity.P3, "nobody pays for it", 0, false, false));
    }

    @Test
    void what_no_rule_names_is_a_p2() {
        var unknown = connections().description().in("prod");

        assertThat(configuration.severityOf(prod, unknown))
                .isEqualTo(new Classified(Severity.P2, "no severity rule matches", null, false, false));
    }

    @Test
    void what_a_service_needs_and_what_needs_it_are_followed_to_the_end() {
        var web = configuration.service("prod/web").orElseThrow();

        assertThat(configuration.needs(web)).containsExactly(api, db);
        assertThat(configuration.neededBy(db)).containsExactly(api, web);
        assertThat(configuration.needs(db)).isEmpty();
    }

    @Test
    void a_p2_pages_in_its_hours_and_is_mailed_outside_them() {
        var morning = Instant.parse("2026-07-01T14:59:59Z"); // 07:59:59 in Los Angeles
        var p2 = configuration.hear(Severity.P2);

        assertThat(p2.at(morning)).isEqualTo(new Heard.PageLater(Instant.parse("2026-07-01T15:00:00Z"), true));
        assertThat(p2.at(morning.plusSeconds(1))).isEqualTo(new Heard.Page(null));
        assertThat(configuration.hear(Severity.P0).at(morning)).isEqualTo(new Heard.Page(null));
        assertThat(configuration.hear(Severity.P3).at(morning)).isEqualTo(new Heard.Mail());
    }

    @Test
    void a_window_holds_what_it_does_not_let_through() {
        var sunday = Instant.parse("2026-03-01T02:30:00Z");
        var description = connections().description();

        assertThat(configuration.windowOver(db, Severity.P1, description, sunday))
                .isPresent();
        assertThat(configuration.windowOver(db, Severity.P0, description, sunday))
                .isEmpty();
        assertThat(configuration.windowOver(db, Severity.P1, description, sunday.plusSeconds(5400)))
                .isEmpty();
    }

    @Test
    void a_runbook_that_is_not_named_stays_in_the_shadow() {
        assertThat(configuration.mode("connection-pool", "prod")).isEqualTo(Mode.APPROVE);
        assertThat(configuration.mode("connection-pool", "staging")).isEqualTo(Mode.SHADOW);
        assertThat(configuration.mode("other", "prod")).isEqualTo(Mode.SHADOW);
    }

    @Test
    void an_incident_is_called_by_its_service_and_elsewhere_by_its_stage_too() {
        assertThat(List.of(
                        configuration.incidentName(api, 42),
                        configuration.incidentName(
                                configuration.service("staging/api").orElseThrow(), 7)))
                .containsExactly("api-42", "staging-api-7");
    }

    private Classified severity(TestingAlarms alarm) {
        return configuration.severityOf(prod, alarm.description().about(api));
    }
}
