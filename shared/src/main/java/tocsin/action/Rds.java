package tocsin.action;

import java.util.Map;
import tocsin.action.Action.Parameter;
import tocsin.action.Plan.Target;
import tocsin.cloud.Instances.InstanceState;

/** What the actions on RDS have in common: which instance, and what is the target. */
final class Rds {
    static final Parameter DATABASE = Parameter.text("database");
    static final String DESCRIBE = "rds:DescribeDBInstances";
    static final String TAGS = "rds:ListTagsForResource";
    static final String AVAILABLE = "available";

    private Rds() {}

    static String name(Task task) {
        return task.text(DATABASE.name());
    }

    static InstanceState describe(Task task) {
        return task.cloud().instances().describe(task.place(), name(task), task.timeout());
    }

    static Target target(Task task, InstanceState state) {
        Map<String, String> tags = task.cloud().instances().tags(task.place(), state.arn(), task.timeout());
        return new Target(state.arn(), task.place().account(), tags, Ours.by(tags));
    }
}
