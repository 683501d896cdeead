package tocsin.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Digest;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.NeedsPerson;
import tocsin.cloud.Buckets.CorsRule;

/**
 * Lets a site's pages GET, PUT and POST in a bucket: one rule more, after all that are there. S3 replaces all rules at
 * once and under no condition, so they are read right before; by its own rule it knows its earlier attempt.
 */
final class PutCors implements Action {
    private static final String RULES = "rules";
    private static final String ADDED = "added";
    private static final String YES = "yes";

    /** S3's own limit. */
    private static final int MOST_RULES = 100;

    @Override
    public String name() {
        return "s3.put-cors";
    }

    @Override
    public String about() {
        return "Adds a CORS rule that lets the origin GET, PUT and POST with all headers; taken back, it goes again.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(S3.BUCKET, S3.ORIGIN);
    }

    @Override
    public List<String> permissions() {
        return List.of(S3.CORS, "s3:PutBucketCORS", S3.TAGS);
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public Plan plan(Task task) {
        var rules = rules(task);
        var of = "the CORS rules of " + S3.bucket(task);
        var facts = new TreeMap<String, String>();
        facts.put(RULES, digest(rules));
        if (S3.hindered(rules, S3.origin(task)).isEmpty()) {
            facts.put(ADDED, "no");
            return new Plan.Would(
                    "leave " + of + " as they are: they let " + S3.origin(task) + " in", S3.target(task), facts);
        }
        if (rules.size() >= MOST_RULES) {
            return new Plan.NeedsPerson("make room in " + of + ": they are " + rules.size() + ", and S3 takes no more");
        }
        facts.put(ADDED, YES);
        return new Plan.Would(
                "let " + S3.origin(task) + " GET, PUT and POST with all headers: from " + rules.size() + " to "
                        + (rules.size() + 1) + " in " + of,
                S3.target(task),
                facts);
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var rules = rules(task);
        if (S3.hindered(rules, S3.origin(task)).isEmpty()) {
            return done(task);
        }
        if (!digest(rules).equals(facts.get(RULES))) {
            return new NeedsPerson(
                    "somebody changed the CORS rules of " + S3.bucket(task) + " meanwhile; they were left so");
        }
        var more = new ArrayList<>(rules);
        more.add(ours(task));
        put(task, more);
        return done(task);
    }

    private static Outcome done(Task task) {
        return Done.saying("the CORS rules of " + S3.bucket(task) + " let " + S3.origin(task) + " GET, PUT and POST");
    }

    /** What others have added meanwhile stays. */
    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        var of = "the CORS rules of " + S3.bucket(task);
        var rules = rules(task);
        if (digest(rules).equals(facts.get(RULES)) || !YES.equals(facts.get(ADDED))) {
            return Done.saying(of + " are as they were");
        }
        var without = new ArrayList<>(rules);
        if (!without.remove(ours(task))) {
            return new Failed("somebody changed " + of + " meanwhile, and they were left so");
        }
        put(task, without);
        return Done.saying(of + " are " + without.size() + " again, without the one that was added");
    }

    private static String digest(List<CorsRule> rules) {
        return Digest.of(rules.toString()).substring(0, 16);
    }

    private static CorsRule ours(Task task) {
        return new CorsRule(List.of(S3.origin(task)), S3.METHODS, List.of("*"), List.of(), null);
    }

    private static List<CorsRule> rules(Task task) {
        return task.cloud().buckets().cors(task.place(), S3.bucket(task), task.timeout());
    }

    private static void put(Task task, List<CorsRule> rules) {
        task.cloud().buckets().putCors(task.place(), S3.bucket(task), rules, task.timeout());
    }
}
