package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.action.Actions;

/** What RemediateFunction may do to the product is what its actions say that they need, and nothing else. */
class RunbookPolicyTest {
    private final Template ours = Template.ours();

    @Test
    void remediate_may_do_what_the_actions_need_and_ask_CloudWatch_before_and_after() {
        assertThat(allowed(ours)).isEqualTo(needed());
        assertThat(allowed(ours.broken("RemediateRole", "- lambda:PublishVersion", "- lambda:DeleteFunction")))
                .isNotEqualTo(needed());
        assertThat(allowed(ours.broken(
                        "RemediateRole",
                        "- lambda:GetAlias\n",
                        "- lambda:GetAlias\n                  - lambda:GetPolicy\n")))
                .isNotEqualTo(needed());
    }

    private static SortedSet<String> needed() {
        var needed = new TreeSet<String>();
        Actions.BUILT.all().forEach(action -> needed.addAll(action.permissions()));
        // the confirmation before a change, and the proof after it
        Stream.of("DescribeAlarms", "GetMetricData", "ListAlarmMuteRules")
                .map("cloudwatch:"::concat)
                .forEach(needed::add);
        return needed;
    }

    private static SortedSet<String> allowed(Template template) {
        var allowed = new TreeSet<String>();
        Template.items(template.named("RemediateRole").at("/Policies")).stream()
                .filter(policy -> policy.path("PolicyName").asText().equals("runbooks"))
                .flatMap(policy -> Template.items(policy.at("/PolicyDocument/Statement")).stream())
                .flatMap(statement -> Template.items(statement.path("Action")).stream())
                .map(JsonNode::asText)
                .forEach(allowed::add);
        return allowed;
    }
}
