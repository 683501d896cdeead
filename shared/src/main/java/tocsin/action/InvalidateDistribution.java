package tocsin.action;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;

/**
 * Makes every edge of a distribution forget some paths, and waits until they have. The run and the step's beginning are
 * its caller reference: CloudFront answers the same attempt with the same invalidation.
 */
final class InvalidateDistribution implements Action {
    private static final int MOST_PATHS = 30;

    /** CloudFront takes a * at the end alone. */
    private static final String PATH = "/[!-)+-~]{0,1000}\\*?";

    private static final Parameter PATHS = Parameter.of(
            "paths",
            Form.matching(
                    "paths",
                    "paths such as /index.html or /assets/*, at most " + MOST_PATHS + " with spaces between",
                    " *" + PATH + "( +" + PATH + "){0," + (MOST_PATHS - 1) + "} *"));

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(25);

    @Override
    public String name() {
        return "cloudfront.invalidate";
    }

    @Override
    public String about() {
        return "Makes every edge forget the paths (/index.html, or /* for all), and waits until they have.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(CloudFront.DISTRIBUTION, PATHS);
    }

    @Override
    public List<String> permissions() {
        return List.of(
                CloudFront.DESCRIBE, "cloudfront:CreateInvalidation", "cloudfront:GetInvalidation", CloudFront.TAGS);
    }

    @Override
    public String stays() {
        return "an invalidation only makes edges fetch anew";
    }

    @Override
    public Plan plan(Task task) {
        var paths = paths(task);
        var state = CloudFront.describe(task);
        return new Plan.Would(
                "make the edges of distribution " + state.id() + " fetch " + String.join(" ", paths)
                        + " anew instead of answering from what they keep",
                CloudFront.target(task, state),
                Collections.emptyMap());
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var paths = paths(task);
        var distributions = task.cloud().distributions();
        var id = CloudFront.id(task);
        var reference = "tocsin-" + task.run() + "-" + task.begunAt().toEpochMilli();
        var made = distributions.invalidate(task.place(), id, reference, paths, task.timeout());
        if (made.completed()
                || distributions
                        .invalidation(task.place(), id, made.id(), task.timeout())
                        .completed()) {
            return Done.saying(
                    "the edges of distribution " + id + " fetch " + String.join(" ", paths) + " anew: " + made.id());
        }
        return Duration.between(task.begunAt(), task.now()).compareTo(LONGEST) > 0
                ? new Failed("invalidation " + made.id() + " of " + id + " was not completed within "
                        + Said.duration(LONGEST))
                : new Later(PATIENCE, "waits until every edge of " + id + " has forgotten " + String.join(" ", paths));
    }

    private static List<String> paths(Task task) {
        return List.of(PATHS.of(task).strip().split(" +"));
    }
}
