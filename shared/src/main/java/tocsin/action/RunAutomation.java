package tocsin.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.action.Plan.Target;

/**
 * Hands over to a runbook of Systems Manager, and waits for its end. Its own earlier attempt it knows by the token,
 * which gives the same execution again.
 */
final class RunAutomation implements Action {
    private static final String DOCUMENT = "document";
    private static final Parameter PARAMETERS = Parameter.of(
                    "parameters",
                    Form.matching(
                            "NAME=VALUE ...",
                            "NAME=VALUE, several with spaces between",
                            "\\s*([^\\s=]+=\\S*(\\s+|$))*"))
            .unlessGiven();

    @Override
    public String name() {
        return "ssm.automation";
    }

    @Override
    public String about() {
        return "Starts an Automation runbook of Systems Manager (parameters: \"A=B C=D\") and waits until it has"
                + " ended.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(DOCUMENT), PARAMETERS);
    }

    @Override
    public List<String> permissions() {
        return List.of("ssm:StartAutomationExecution", "ssm:GetAutomationExecution", "ssm:ListTagsForResource");
    }

    @Override
    public String stays() {
        return "what the document did, only another document can take back";
    }

    @Override
    public Plan plan(Task task) {
        var place = task.place();
        var document = task.text(DOCUMENT);
        var arn = "arn:aws:ssm:" + place.region() + ":" + place.account() + ":automation-definition/" + document;
        var tags = task.cloud().automations().tags(place, document, task.timeout());
        return new Plan.Would(
                "run the Automation document " + document + " with " + parameters(task),
                new Target(arn, place.account(), tags, Ours.by(tags)),
                new TreeMap<>());
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var document = task.text(DOCUMENT);
        var token = "tocsin " + task.run() + " " + task.begunAt();
        var execution =
                task.cloud().automations().start(task.place(), document, parameters(task), token, task.timeout());
        return HandedOverTo.outcome(
                task,
                document + " (" + execution + ")",
                task.cloud().automations().state(task.place(), execution, task.timeout()));
    }

    private static Map<String, List<String>> parameters(Task task) {
        var parameters = new TreeMap<String, List<String>>();
        var written = PARAMETERS.orNull(task);
        if (written == null || written.isBlank()) {
            return parameters;
        }
        for (var pair : written.strip().split("\\s+", -1)) {
            var at = pair.indexOf('=');
            parameters
                    .computeIfAbsent(pair.substring(0, at), name -> new ArrayList<>())
                    .add(pair.substring(at + 1));
        }
        return parameters;
    }
}
