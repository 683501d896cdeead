package tocsin.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.cloud.Distributions.DistributionState;
import tocsin.cloud.Functions.Changed;

/**
 * Enables a distribution under the ETag that was read, and waits until every edge knows. Its own earlier attempt it
 * knows by the distribution: enabled is enabled.
 */
final class EnableDistribution implements Action {
    private static final String ENABLED = "enabled";
    private static final String NO = "no";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(25);

    @Override
    public String name() {
        return "cloudfront.enable";
    }

    @Override
    public String about() {
        return "Enables a CloudFront distribution and waits until it is Deployed; taken back, it is disabled again.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(CloudFront.DISTRIBUTION);
    }

    @Override
    public List<String> permissions() {
        return List.of(
                CloudFront.DESCRIBE,
                "cloudfront:GetDistributionConfig",
                "cloudfront:UpdateDistribution",
                CloudFront.TAGS);
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public Plan plan(Task task) {
        var state = CloudFront.describe(task);
        return new Plan.Would(
                state.enabled()
                        ? "leave distribution " + state.id() + " enabled, as it is"
                        : "enable distribution " + state.id() + ", which is disabled",
                CloudFront.target(task, state),
                Map.of(ENABLED, state.enabled() ? "yes" : NO));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var state = CloudFront.describe(task);
        if (!state.enabled()) {
            return set(task, state, true, new Later(PATIENCE, "enables distribution " + state.id()));
        }
        if (state.deployed()) {
            return Done.saying("distribution " + state.id() + " is enabled, and every edge knows");
        }
        return Duration.between(task.begunAt(), task.now()).compareTo(LONGEST) > 0
                ? new Failed("distribution " + state.id() + " was not Deployed within " + Said.duration(LONGEST))
                : new Later(PATIENCE, "waits until every edge knows that " + state.id() + " is enabled");
    }

    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        var state = CloudFront.describe(task);
        if (!NO.equals(facts.get(ENABLED))) {
            return Done.saying("distribution " + state.id() + " was enabled before: there is nothing to take back");
        }
        var done = Done.saying("distribution " + state.id() + " is disabled again");
        return state.enabled() ? set(task, state, false, done) : done;
    }

    /** The ETag keeps whoever configures it meanwhile from being overwritten. */
    private static Outcome set(Task task, DistributionState state, boolean enabled, Outcome then) {
        return switch (task.cloud()
                .distributions()
                .enable(task.place(), state.id(), enabled, state.etag(), task.timeout())) {
            case Changed.Done<DistributionState> done -> then;
            case Changed.Moved<DistributionState> moved ->
                new Later(Duration.ofSeconds(1), "somebody else is at " + state.id() + " too: reads it again");
        };
    }
}
