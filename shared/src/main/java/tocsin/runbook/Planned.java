package tocsin.runbook;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.Digest;
import tocsin.action.Plan;
import tocsin.action.Task;
import tocsin.runbook.Runbook.Step;

/**
 * What identifies the plan of one step: what it does to what, and what that was found like. An approval is of this, and
 * of nothing that came to be so meanwhile.
 */
final class Planned {
    private static final int ENOUGH = 16;
    private static final String AND = "+";
    private static final String AND_ = Pattern.quote(AND);

    /** What is kept of a question in the place of its plan, where whoever saw the plan has answered it. */
    static final String ANSWERED = "answered";

    private Planned() {}

    /** All of a plan, and the steps whose questions it has put: whoever has it done says yes to those. */
    static String whole(String identity, List<String> questions) {
        return Stream.concat(Stream.of(identity), questions.stream()).collect(Collectors.joining(AND));
    }

    /** What a whole plan is of. */
    static String identity(String whole) {
        return whole.split(AND_, -1)[0];
    }

    /** The steps whose questions it has put. */
    static List<String> questions(String whole) {
        return Arrays.stream(whole.split(AND_, -1)).skip(1).toList();
    }

    static String identify(Step step, Task task, Plan.Would would) {
        var target = would.target();
        var text = step.action() + "\n" + task.parameters() + "\n" + (target == null ? "" : target.arn()) + "\n"
                + would.facts();
        return Digest.of(text).substring(0, ENOUGH);
    }
}
