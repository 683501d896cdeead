package tocsin.action;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Digest;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;

/** Invokes a function and waits for its answer. What it did before an answer was lost nothing can tell. */
final class InvokeFunction implements Action {
    private static final String PAYLOAD = "payload";
    private static final Parameter WITH = Parameter.of(PAYLOAD, Form.JSON).unlessGiven();
    private static final String ANSWER = "answer";
    private static final int LONGEST = 200;

    @Override
    public String name() {
        return "lambda.invoke";
    }

    @Override
    public String about() {
        return "Invokes the function with a JSON payload and waits for its answer; never repeated by itself.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Lambda.FUNCTION, Lambda.ALIAS.unlessGiven(), WITH);
    }

    @Override
    public List<String> outputs() {
        return List.of(ANSWER);
    }

    @Override
    public List<String> permissions() {
        return List.of("lambda:InvokeFunction", Lambda.DESCRIBE, Lambda.TAGS);
    }

    @Override
    public boolean knowsItsOwn() {
        return false;
    }

    @Override
    public String stays() {
        return "what the function did is its own affair";
    }

    @Override
    public Plan plan(Task task) {
        var facts = new TreeMap<String, String>();
        facts.put(PAYLOAD, Digest.of(payload(task)));
        return new Plan.Would(
                "invoke " + Lambda.name(task) + " with " + shown(payload(task)),
                Lambda.target(task, Lambda.latest(task)),
                facts);
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var answer = task.cloud()
                .functions()
                .invoke(
                        task.place(),
                        Lambda.name(task),
                        task.optional(Lambda.ALIAS.name()),
                        payload(task),
                        task.timeout());
        var shown = shown(answer.payload());
        return answer.error() == null
                ? new Done(Lambda.name(task) + " answers " + shown, Map.of(ANSWER, shown))
                : new Failed(Lambda.name(task) + " fails (" + answer.error() + "): " + shown);
    }

    private static String payload(Task task) {
        var payload = WITH.orNull(task);
        return payload == null ? "{}" : payload;
    }

    private static String shown(String text) {
        var clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
    }
}
