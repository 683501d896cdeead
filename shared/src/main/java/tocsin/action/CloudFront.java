package tocsin.action;

import tocsin.action.Action.Parameter;
import tocsin.action.Plan.Target;
import tocsin.cloud.Distributions.DistributionState;

/** What the actions on CloudFront have in common: which distribution, and what is the target. */
final class CloudFront {
    static final Parameter DISTRIBUTION =
            Parameter.of("distribution", Form.matching("id", "a distribution's id", "[A-Z0-9]{1,64}"));
    static final String DESCRIBE = "cloudfront:GetDistribution";
    static final String TAGS = "cloudfront:ListTagsForResource";

    private CloudFront() {}

    static String id(Task task) {
        return DISTRIBUTION.of(task);
    }

    static DistributionState describe(Task task) {
        return task.cloud().distributions().describe(task.place(), id(task), task.timeout());
    }

    static Target target(Task task, DistributionState state) {
        var tags = task.cloud().distributions().tags(task.place(), state.arn(), task.timeout());
        return new Target(state.arn(), task.place().account(), tags, Ours.by(tags));
    }

    /** CloudFront's own word. */
    static String status(DistributionState state) {
        return state.deployed() ? "Deployed" : "InProgress";
    }
}
