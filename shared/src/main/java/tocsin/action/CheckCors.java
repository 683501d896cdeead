package tocsin.action;

import java.util.List;
import java.util.Map;
import tocsin.action.Outcome.Done;

/** Whether a bucket lets a site's pages GET, PUT and POST with all headers, as uploads need it. */
final class CheckCors implements Action {
    private static final String ALLOWED = "allowed";

    @Override
    public String name() {
        return "s3.check-cors";
    }

    @Override
    public String about() {
        return "Reads whether a bucket's CORS rules let the origin GET, PUT and POST with all headers.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(S3.BUCKET, S3.ORIGIN);
    }

    @Override
    public List<String> outputs() {
        return List.of(ALLOWED);
    }

    @Override
    public List<String> words(String output) {
        return output.equals("allowed") ? List.of("yes", "no") : List.of();
    }

    @Override
    public List<String> permissions() {
        return List.of(S3.CORS);
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing(
                "read whether the CORS rules of " + S3.bucket(task) + " let " + S3.origin(task) + " in");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var origin = S3.origin(task);
        var rules = task.cloud().buckets().cors(task.place(), S3.bucket(task), task.timeout());
        var hindered = S3.hindered(rules, origin);
        var of = "the CORS rules of " + S3.bucket(task);
        return hindered.isEmpty()
                ? new Done(of + " let " + origin + " GET, PUT and POST", Map.of(ALLOWED, "yes"))
                : new Done(
                        (rules.isEmpty() ? S3.bucket(task) + " has no CORS rules, so they" : of) + " do not let "
                                + origin + " " + String.join(", ", hindered) + " with all headers",
                        Map.of(ALLOWED, "no"));
    }
}
