package tocsin.action;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.action.Outcome.Done;

/** Whether a distribution is enabled, and whether every edge has its last change. */
final class DistributionStatus implements Action {
    @Override
    public String name() {
        return "cloudfront.status";
    }

    @Override
    public String about() {
        return "Reads whether a CloudFront distribution is Deployed or InProgress, and whether it is enabled.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(CloudFront.DISTRIBUTION);
    }

    @Override
    public List<String> outputs() {
        return List.of("status", "enabled");
    }

    @Override
    public List<String> words(String output) {
        return output.equals("enabled") ? List.of("yes", "no") : List.of();
    }

    @Override
    public List<String> permissions() {
        return List.of(CloudFront.DESCRIBE);
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("read the status of distribution " + CloudFront.id(task));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var state = CloudFront.describe(task);
        var outputs = new TreeMap<String, String>();
        outputs.put("status", CloudFront.status(state));
        outputs.put("enabled", state.enabled() ? "yes" : "no");
        return new Done(
                "distribution " + state.id() + " is " + CloudFront.status(state) + " and "
                        + (state.enabled() ? "enabled" : "disabled"),
                outputs);
    }
}
