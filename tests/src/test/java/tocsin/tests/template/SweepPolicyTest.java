package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tocsin.config.Check;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.IamActions;
import tocsin.configure.Policy;
import tocsin.configure.Policy.Holder;
import tocsin.configure.Policy.Statement;
import tocsin.configure.Reading;
import tocsin.health.CheckKinds;

/** The health sweep may ask what the checks of tocsin.yaml need, and nothing else. */
class SweepPolicyTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));
    private static final Reading.Read READ = (Reading.Read) new ConfigurationReader(ROOT).read("local");

    private final Template ours = Template.ours();

    @Test
    void the_function_that_sweeps_may_do_what_the_checks_need_and_nothing_else() {
        assertThat(RunbookPolicyTest.written(ours, "WatchRole", "checks"))
                .isEqualTo(RunbookPolicyTest.derived(Holder.WATCH));
        for (var broken : List.of(
                ours.broken("WatchRole", "- rds:DescribeDBInstances", "- rds:ModifyDBInstance"),
                ours.broken("WatchRole", "valine-media-uploads/tocsin-probe/*", "valine-media-uploads/*"),
                ours.broken("WatchRole", "secret:tocsin/discord-??????", "secret:tocsin/*"),
                ours.broken("WatchRole", "cloudwatch:namespace: Valine/Health", "cloudwatch:namespace: Tocsin"))) {
            assertThat(RunbookPolicyTest.written(broken, "WatchRole", "checks"))
                    .isNotEqualTo(RunbookPolicyTest.derived(Holder.WATCH));
        }
    }

    @Test
    void it_reads_and_changes_nothing_but_its_own_object_and_metric() {
        assertThat(of(READ.configuration().checks()).stream()
                        .filter(statement -> !statement.sid().matches("CheckUploads|TellHowItStands|CheckTheDatabase"))
                        .flatMap(statement -> statement.actions().stream()))
                .isNotEmpty()
                .allMatch(action -> IamActions.reads(action) || action.equals("secretsmanager:GetSecretValue"));
    }

    @Test
    void one_check_less_needs_less_and_none_needs_nothing() {
        var without = READ.configuration().checks().stream()
                .filter(check -> !check.kind().equals("rds"))
                .toList();

        assertThat(of(without).toString()).doesNotContain("rds:");
        assertThat(of(List.of())).isEmpty();
    }

    @Test
    void it_is_called_every_five_minutes_by_an_event_of_its_own() {
        var sweep = ours.named("WatchFunction").at("/Events/Sweep/Properties");

        assertThat(sweep.path("ScheduleExpression").asText()).isEqualTo("rate(5 minutes)");
        assertThat(sweep.path("Input").asText()).isEqualTo("{\"sweep\": true}");
    }

    @Test
    void each_kind_says_what_it_needs_in_IAM_s_words() {
        assertThat(CheckKinds.BUILT.all())
                .flatExtracting(kind -> kind.permissions(new TreeMap<>()))
                .allMatch(permission -> permission.toString().matches("[a-z0-9]+:[A-Z][A-Za-z0-9]+"));
    }

    private static List<Statement> of(List<Check> checks) {
        return Policy.of(READ.configuration().withChecks(checks), READ.runbooks()).stream()
                .filter(statement -> statement.holder() == Holder.WATCH)
                .toList();
    }
}
