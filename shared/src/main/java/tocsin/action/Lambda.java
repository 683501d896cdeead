package tocsin.action;

import java.util.TreeMap;
import tocsin.action.Action.Parameter;
import tocsin.action.Plan.Target;
import tocsin.cloud.Functions.AliasState;
import tocsin.cloud.Functions.FunctionState;

/** What the actions on Lambda have in common: which function, and what is the target. */
final class Lambda {
    static final Parameter FUNCTION = Parameter.text("function");
    static final Parameter ALIAS = Parameter.text("alias");
    static final String TAGS = "lambda:ListTags";
    static final String DESCRIBE = "lambda:GetFunctionConfiguration";

    /** Only Tocsin's own functions have this variable. */
    private static final String OUR_VARIABLE = "TOCSIN_TABLE";

    private Lambda() {}

    static String name(Task task) {
        return task.text(FUNCTION.name());
    }

    static FunctionState latest(Task task) {
        return task.cloud().functions().describe(task.place(), name(task), null, task.timeout());
    }

    static FunctionState version(Task task, String version) {
        return task.cloud().functions().describe(task.place(), name(task), version, task.timeout());
    }

    static AliasState alias(Task task, String alias) {
        return task.cloud().functions().alias(task.place(), name(task), alias, task.timeout());
    }

    static Target target(Task task, FunctionState latest) {
        var tags = new TreeMap<>(task.cloud().functions().tags(task.place(), latest.arn(), task.timeout()));
        var ours = latest.environment().containsKey(OUR_VARIABLE) || Ours.by(tags);
        return new Target(latest.arn(), task.place().account(), tags, ours);
    }
}
