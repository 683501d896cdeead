package tocsin.action;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;

/** Whether a bucket's policy denies what presigned URLs are for. */
final class CheckPolicy implements Action {
    private static final String HINDERS = "hinders";
    private static final String SAYS = "says";

    @Override
    public String name() {
        return "s3.check-policy";
    }

    @Override
    public String about() {
        return "Reads whether a Deny of the bucket's policy keeps presigned URLs from getting or putting objects.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(S3.BUCKET);
    }

    @Override
    public List<String> outputs() {
        return List.of(HINDERS, SAYS);
    }

    @Override
    public List<String> words(String output) {
        return output.equals("hinders") ? List.of("yes", "no") : List.of();
    }

    @Override
    public List<String> permissions() {
        return List.of("s3:GetBucketPolicy");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("read whether the policy of " + S3.bucket(task) + " hinders presigned URLs");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var bucket = S3.bucket(task);
        var policy = task.cloud().buckets().policy(task.place(), bucket, task.timeout());
        if (policy == null) {
            return told(bucket + " has no policy, so none hinders presigned URLs", false);
        }
        var denying = PolicyStatement.denying(policy);
        if (denying.isEmpty()) {
            return new Failed("the policy of " + bucket + " cannot be read");
        }
        var hindering = denying.get().stream()
                .flatMap(statement -> statement.hinders(bucket).stream())
                .limit(3)
                .toList();
        return hindering.isEmpty()
                ? told("the policy of " + bucket + " denies no presigned URL", false)
                : told("the policy of " + bucket + " hinders presigned URLs: " + String.join("; ", hindering), true);
    }

    private static Outcome told(String says, boolean hinders) {
        var outputs = new TreeMap<String, String>();
        outputs.put(HINDERS, hinders ? "yes" : "no");
        outputs.put(SAYS, says);
        return new Done(says, outputs);
    }
}
