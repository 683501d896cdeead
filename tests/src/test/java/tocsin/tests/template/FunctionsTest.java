package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private final Template ours = Template.ours();

    @Test
    void there_are_seven_functions_each_built_from_its_own_folder() {
        assertThat(ours.functions().stream().map(function -> function.text("/CodeUri")))
                .containsExactly(
                        "functions/intake/target/package",
                        "functions/relay/target/package",
                        "functions/remediate/target/package",
                        "functions/database/target/package",
                        "functions/notify/target/package",
                        "functions/watch/target/package",
                        "functions/console/target/package");
        assertThat(ours.functions()).allSatisfy(function -> {
            var folder = Path.of(function.text("/CodeUri")).getName(1).toString();
            assertThat(Files.exists(Path.of(System.getProperty("tocsin.root"), "functions", folder, "pom.xml")))
                    .isTrue();
            assertThat(function.text("/Handler"))
                    .isEqualTo("tocsin." + folder + "." + function.name().replace("Function", "Handler"));
        });
    }

    @Test
    void each_function_starts_from_a_snapshot_under_the_alias_live() {
        assertThat(without(ours, this::startsFromSnapshot)).isEmpty();
        assertThat(without(
                        ours.broken("RelayFunction", "AutoPublishAliasAllProperties: true", "AutoPublishAlias: other"),
                        this::startsFromSnapshot))
                .containsExactly("RelayFunction");
    }

    private boolean startsFromSnapshot(Template template, Template.Resource function) {
        return template.of(function, "/AutoPublishAlias").asText().equals("live")
                && template.of(function, "/AutoPublishAliasAllProperties").asBoolean()
                && template.of(function, "/SnapStart/ApplyOn").asText().equals("PublishedVersions")
                && template.of(function, "/Runtime").asText().equals("java25")
                && template.of(function, "/Architectures/0").asText().equals("arm64");
    }

    @Test
    void each_function_has_a_log_of_its_own_that_is_not_kept_for_ever() {
        assertThat(without(ours, this::logs)).isEmpty();
        assertThat(without(ours.broken("WatchLogs", "RetentionInDays", "LogGroupName"), this::logs))
                .containsExactly("WatchFunction");
    }

    private boolean logs(Template template, Template.Resource function) {
        var group = function.text("/LoggingConfig/LogGroup");
        return group.equals(function.name().replace("Function", "Logs"))
                && !template.named(group).at("/RetentionInDays").isMissingNode();
    }

    @Test
    void each_function_is_called_daily_so_that_its_version_stays_awake() {
        assertThat(without(ours, this::heartbeat)).isEmpty();
        assertThat(without(ours.broken("ConsoleFunction", "rate(1 day)", "rate(15 days)"), this::heartbeat))
                .containsExactly("ConsoleFunction");
    }

    @Test
    void who_calls_them_daily_may_call_each_of_them() {
        assertThat(uncallable(ours)).isEmpty();
        assertThat(uncallable(ours.broken("SchedulesRole", "- !Ref NotifyFunction.Alias\n", "\n")))
                .containsExactly("NotifyFunction");
    }

    private static List<String> uncallable(Template template) {
        var callable = template.named("SchedulesRole").at("/Policies/0/PolicyDocument/Statement/0/Resource");
        return template.functions().stream()
                .map(Template.Resource::name)
                .filter(name ->
                        callable.valueStream().noneMatch(alias -> alias.asText().equals(name + ".Alias")))
                .toList();
    }

    private boolean heartbeat(Template template, Template.Resource function) {
        return function.text("/Events/Heartbeat/Properties/ScheduleExpression").equals("rate(1 day)")
                && function.text("/Events/Heartbeat/Properties/Input").equals("{\"heartbeat\": true}");
    }

    @Test
    void each_function_has_a_role_that_no_other_has() {
        assertThat(without(ours, this::ownRole)).isEmpty();
        assertThat(without(ours.broken("NotifyFunction", "NotifyRole.Arn", "RemediateRole.Arn"), this::ownRole))
                .containsExactly("NotifyFunction");
    }

    private boolean ownRole(Template template, Template.Resource function) {
        return function.text("/Role").equals(function.name().replace("Function", "Role.Arn"));
    }

    @Test
    void a_message_is_hidden_six_times_as_long_as_its_function_may_run() {
        assertThat(shownTooEarly(ours)).isEmpty();
        assertThat(shownTooEarly(ours.broken("AlarmsQueue", "VisibilityTimeout: 91", "VisibilityTimeout: 90")))
                .containsExactly("IntakeFunction Alarms");
        assertThat(shownTooEarly(ours.broken("RemediateFunction", "Timeout: 60", "Timeout: 61")))
                .containsExactly("RemediateFunction Steps");
    }

    private static List<String> shownTooEarly(Template template) {
        return template.events("SQS").stream()
                .filter(event -> {
                    var queue = template.named(event.text("/Queue").replace(".Arn", ""));
                    var runs = template.of(event.function(), "/Timeout").asInt(Integer.MAX_VALUE / 6);
                    var waits = event.at("/MaximumBatchingWindowInSeconds").asInt(0);
                    return queue.at("/VisibilityTimeout").asInt(30) < 6 * runs + waits;
                })
                .map(Template.Event::toString)
                .toList();
    }

    @Test
    void no_mapping_takes_all_of_the_accounts_concurrency() {
        assertThat(ours.events("SQS"))
                .allSatisfy(event -> assertThat(
                                event.at("/ScalingConfig/MaximumConcurrency").asInt(1_000))
                        .isLessThanOrEqualTo(20));
    }

    private interface Promise {
        boolean kept(Template template, Template.Resource function);
    }

    private static List<String> without(Template template, Promise promise) {
        Predicate<Template.Resource> kept = function -> promise.kept(template, function);
        return template.functions().stream()
                .filter(kept.negate())
                .map(Template.Resource::name)
                .toList();
    }
}
