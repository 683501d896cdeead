package tocsin.action;

import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.action.Action.Parameter;
import tocsin.action.Plan.Target;
import tocsin.cloud.Distributions.DistributionState;

/** What the actions on CloudFront have in common: which distribution, and what is the target. */
final class CloudFront {
    static final Parameter DISTRIBUTION = Parameter.text("distribution");
    static final String DESCRIBE = "cloudfront:GetDistribution";
    static final String TAGS = "cloudfront:ListTagsForResource";

    private CloudFront() {}

    static String id(Task task) {
        var id = task.text(DISTRIBUTION.name());
        if (!id.matches("[A-Z0-9]{1,64}")) {
            throw new PortFailure(Kind.REFUSED, "'" + id + "' is no distribution's id");
        }
        return id;
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
