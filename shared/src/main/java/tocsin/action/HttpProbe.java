package tocsin.action;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.action.Outcome.Done;
import tocsin.page.Web;

/** Whether an address answers as it should: 2xx, and with what it is to contain. */
final class HttpProbe implements Action {
    private static final Parameter URL = Parameter.of("url", Form.ADDRESS);
    private static final String CONTAINS = "contains";

    @Override
    public String name() {
        return "http.probe";
    }

    @Override
    public String about() {
        return "Gets an address once; it is well where it answers 2xx and contains what it should.";
    }

    @Override
    public Action.Kind kind() {
        return Action.Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(URL, Parameter.optional(CONTAINS));
    }

    @Override
    public List<String> outputs() {
        return List.of("status", "well");
    }

    @Override
    public List<String> words(String output) {
        return output.equals("well") ? List.of("yes", "no") : List.of();
    }

    @Override
    public List<String> permissions() {
        return List.of();
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("get " + Address.shown(url(task)));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var url = url(task);
        try {
            var answer =
                    task.world().web().send(new Web.Call("GET", url, Collections.emptyMap(), null, task.timeout()));
            var contains = task.optional(CONTAINS);
            var lacks = contains != null && !answer.body().contains(contains);
            var well = answer.status() / 100 == 2 && !lacks;
            return told(
                    url,
                    Integer.toString(answer.status()),
                    well,
                    "answers " + answer.status() + (lacks ? ", without " + contains : ""));
        } catch (PortFailure failure) { // that nothing answers is an answer
            return told(url, "none", false, "gives no answer");
        }
    }

    private static Outcome told(URI url, String status, boolean well, String says) {
        var outputs = new TreeMap<String, String>();
        outputs.put("status", status);
        outputs.put("well", well ? "yes" : "no");
        return new Done(Address.shown(url) + " " + says, outputs);
    }

    private static URI url(Task task) {
        return Address.read(URL.of(task)).orElseThrow();
    }
}
