package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the samples under events/deployment do not show by themselves. */
class DeploymentEventTest {
    private static final String MOVED = "cloudtrail-alias-moved";

    @Test
    void it_is_told_in_words_what_went_live_when_and_by_whom() throws IOException {
        assertThat(read(MOVED).because())
                .isEqualTo("version 7 of valine-prod-api went live at 2026-02-02 03:06:10 UTC, by valine-release/ann");
        assertThat(read("cloudformation-update").because())
                .isEqualTo("stack valine-prod went live at 2026-02-02 03:03:05 UTC, by CloudFormation");
        assertThat(read("codedeploy-success").because())
                .isEqualTo("d-8EXAMPLE7 of valine-prod-ServerlessDeploymentApplication-1EXAMPLE2ABC went live at"
                        + " 2026-02-02 03:02:41 UTC, by CodeDeploy");
        assertThat(read("cloudtrail-alias-by-a-run-of-ours").because())
                .isEqualTo("a run of ours (tocsin-api-1.1) moved an alias of valine-prod-api");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valine-prod-api",
                "valine-prod-api:live",
                "111122223333:function:valine-prod-api",
                "arn:aws:lambda:us-west-2:111122223333:function:valine-prod-api",
                "arn:aws-cn:lambda:cn-north-1:111122223333:function:valine-prod-api:7",
            })
    void a_function_is_known_by_whichever_of_its_names_the_caller_used(String name) throws IOException {
        var received = read(MOVED, text -> text.replace("\"functionName\": \"valine-prod-api\"", named(name)));

        assertThat(received)
                .isInstanceOfSatisfying(
                        Received.Deployed.class,
                        deployed -> assertThat(deployed.name()).isEqualTo("valine-prod-api"));
    }

    /** Anybody may call a session as ours are called; our roles only we may take. */
    @ParameterizedTest
    @CsvSource({
        "tocsin-MendRole-5EXAMPLE/tocsin-api-1.1,          true",
        "watch-over-RemediateRole-5EXAMPLE/tocsin-remediate, true",
        "valine-release/tocsin-api-1.1,                     false",
        "MendRole/ann,                                       false",
        "tocsin-MendRole-5EXAMPLE-copy/ann,                  false",
    })
    void only_the_roles_that_runs_take_make_it_ours(String who, boolean ours) throws IOException {
        var received = read(MOVED, text -> text.replace("valine-release/ann", who));

        assertThat(received instanceof Received.Ours).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"account\": \"111122223333\",",
                "\"region\": \"us-west-2\",\n  \"resources\"",
                "\"id\": \"6f1b7b36-0f1c-4a5e-8c54-0d5a5f1f0006\",",
                "\"functionName\": \"valine-prod-api\",",
            })
    void without_what_it_is_of_or_where_it_is_unreadable_and_no_alarm(String left) throws IOException {
        var received = read(MOVED, text -> {
            assertThat(text).contains(left);
            return text.replace(left, left.endsWith(",") ? "" : "\"resources\"");
        });

        assertThat(received)
                .isEqualTo(
                        new Received.Unreadable(false, null, "a deployment, and what it is of, or where, is missing"));
    }

    @Test
    void one_that_is_cut_off_anywhere_is_no_deployment() throws IOException {
        var whole = sample(MOVED).strip();

        assertThat(IntStream.range(0, whole.length()).mapToObj(end -> whole.substring(0, end)))
                .allSatisfy(cut -> assertThat(new MessageReader().read(cut, Samples.NOW))
                        .noneMatch(Received.Deployed.class::isInstance)
                        .noneMatch(Received.Ours.class::isInstance));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2099-01-01T00:00:00Z", "yesterday", "", "2026-03-01T00:30:00Z"})
    void a_time_that_is_none_or_to_come_is_now(String time) throws IOException {
        var received =
                read(MOVED, text -> text.replace("\"time\": \"2026-02-02T03:06:10Z\"", "\"time\": \"" + time + "\""));

        assertThat(((Received.Deployed) received).at()).isEqualTo(Samples.NOW);
        assertThat(((Received.Deployed) read(MOVED)).at()).isEqualTo(Instant.parse("2026-02-02T03:06:10Z"));
    }

    @Test
    void names_longer_than_any_of_aws_are_cut_and_types_that_are_odd_are_missing() throws IOException {
        var endless = read(
                MOVED,
                text -> text.replace("valine-prod-api\"", "v".repeat(9_000) + "\"")
                        .replace("\"live\"", "\"" + "l".repeat(9_000) + "\"")
                        .replace("\"functionVersion\": \"7\"", "\"functionVersion\": \"" + "7".repeat(9_000) + "\""));
        var odd = read(MOVED, text -> text.replace("\"functionVersion\": \"7\"", "\"functionVersion\": {\"7\": []}"));

        assertThat(endless.toString()).hasSizeLessThan(1_500);
        assertThat(odd).isInstanceOf(Received.Unreadable.class);
    }

    /** An alarm's event that also calls itself a deployment is an alarm. */
    @Test
    void an_alarm_in_disguise_is_still_an_alarm() throws IOException {
        var alarm = Files.readString(Samples.EVENTS.resolve("eventbridge/metric.json"))
                .replace("CloudWatch Alarm State Change", "CloudFormation Stack Status Change");

        assertThat(new MessageReader().read(alarm, Samples.NOW)).first().isInstanceOf(Received.Alarmed.class);
    }

    private static String named(String name) {
        return "\"functionName\": \"" + name + "\"";
    }

    private static Received read(String sample) throws IOException {
        return read(sample, text -> text);
    }

    private static Received read(String sample, UnaryOperator<String> edit) throws IOException {
        return new MessageReader().read(edit.apply(sample(sample)), Samples.NOW).getFirst();
    }

    private static String sample(String name) throws IOException {
        return Files.readString(Samples.EVENTS.resolve("deployment/" + name + ".json"));
    }
}
