package tocsin.action;

import java.util.List;
import java.util.Locale;
import tocsin.action.Action.Parameter;
import tocsin.action.Plan.Target;
import tocsin.cloud.Buckets.CorsRule;

/** What the actions on S3 have in common: which bucket, which origin, and what is the target. */
final class S3 {
    static final Parameter BUCKET =
            Parameter.of("bucket", Form.matching("name", "a bucket's name", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"));
    static final Parameter ORIGIN = Parameter.of(
            "origin",
            Form.matching(
                    "origin",
                    "an origin such as https://app.example.com, without a path",
                    "https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?"));
    static final String TAGS = "s3:GetBucketTagging";
    static final String CORS = "s3:GetBucketCORS";

    /** What a browser needs for uploads by presigned URLs. */
    static final List<String> METHODS = List.of("GET", "PUT", "POST");

    private S3() {}

    static String bucket(Task task) {
        return BUCKET.of(task);
    }

    /** One site, never all of them. */
    static String origin(Task task) {
        return ORIGIN.of(task).toLowerCase(Locale.ROOT); // as browsers send it
    }

    static Target target(Task task) {
        var tags = task.cloud().buckets().tags(task.place(), bucket(task), task.timeout());
        return new Target("arn:aws:s3:::" + bucket(task), task.place().account(), tags, Ours.by(tags));
    }

    /** The methods that no rule lets this origin use with all headers. */
    static List<String> hindered(List<CorsRule> rules, String origin) {
        return METHODS.stream()
                .filter(method -> rules.stream().noneMatch(rule -> lets(rule, origin, method)))
                .toList();
    }

    private static boolean lets(CorsRule rule, String origin, String method) {
        return rule.methods().contains(method)
                && rule.headers().contains("*")
                && rule.origins().stream().anyMatch(pattern -> Wildcard.fits(pattern, origin));
    }
}
