package tocsin.health;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tocsin.PortFailure;
import tocsin.action.Action.Parameter;
import tocsin.action.Address;
import tocsin.action.Form;
import tocsin.alarm.Json;
import tocsin.page.Web;

/**
 * A journey: a few requests in their order, that carry on the cookies which they were given, and what was kept of an
 * answer. It holds a password and tokens: nothing of what was sent or answered is told, but for statuses.
 */
final class LoginCheck implements CheckKind {
    private static final String STEPS = "steps";
    private static final String SECRET = "secret";
    private static final String PASSWORD = "secret";
    private static final List<String> METHODS = List.of("get", "post", "put", "delete");
    private static final List<String> FIELDS = List.of("body", "status", "matches", "keep", "bearer", "type");
    private static final Pattern KEPT = Pattern.compile("\\{([a-z][A-Za-z0-9_-]{0,39})}");
    private static final int MOST = 10;
    private static final String LIST = "a list of at most " + MOST
            + " requests: { post: URL, body: TEXT, keep: FIELD }, { get: URL, bearer: FIELD }";

    @Override
    public String name() {
        return "login";
    }

    @Override
    public String about() {
        return "A few requests that carry on a cookie, or a field kept of an answer; {secret} in a body is the secret's.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed(
                        STEPS,
                        new Form(
                                "list",
                                LIST,
                                Form.Care.HIDDEN,
                                text -> problem(text).isEmpty())),
                Forms.optional(SECRET, Form.SECRET));
    }

    @Override
    public String problem(Map<String, String> parameters, Duration timeout) {
        return problem(parameters.getOrDefault(STEPS, ""));
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        return parameters.containsKey(SECRET) ? List.of("secretsmanager:GetSecretValue") : List.of();
    }

    @Override
    public boolean feels() {
        return true;
    }

    @Override
    public boolean goesTheWholeWay() {
        return true;
    }

    /** One request. */
    private record Step(String method, String url, JsonObject fields) {
        String text(String field) {
            return fields.extract(field, "");
        }
    }

    private static List<JsonNode> listed(String text) {
        var values = Json.values(text);
        return values.size() == 1 && values.getFirst() instanceof JsonArray list ? list.elements() : List.of();
    }

    private static String problem(String text) {
        var listed = listed(text);
        if (listed.isEmpty() || listed.size() > MOST) {
            return "expected " + LIST;
        }
        for (var number = 1; number <= listed.size(); number++) {
            if (!(listed.get(number - 1) instanceof JsonObject step)) {
                return "step " + number + " is no request; expected { get: URL }";
            }
            var methods =
                    step.elements().keySet().stream().filter(METHODS::contains).toList();
            var unknown = step.elements().keySet().stream()
                    .filter(field -> !METHODS.contains(field) && !FIELDS.contains(field))
                    .toList();
            if (methods.size() != 1) {
                return "step " + number + ": expected one of " + String.join(", ", METHODS);
            }
            if (!unknown.isEmpty()) {
                return "step " + number + ": there is no " + unknown.getFirst() + "; there is "
                        + String.join(", ", FIELDS);
            }
            var url = step.extract(methods.getFirst(), "");
            if (!url.contains("${") && Address.read(url).isEmpty()) {
                return "step " + number + ": expected " + Form.ADDRESS.expected();
            }
        }
        return "";
    }

    private static List<Step> steps(String text) {
        return listed(text).stream()
                .flatMap(node -> node instanceof JsonObject fields
                        ? METHODS.stream()
                                .filter(method -> fields.containsKey(method))
                                .map(method ->
                                        new Step(method.toUpperCase(Locale.ROOT), fields.extract(method, ""), fields))
                        : java.util.stream.Stream.<Step>empty())
                .toList();
    }

    @Override
    public Seen look(Look look) {
        var kept = new TreeMap<String, String>();
        var secret = look.optional(SECRET);
        if (secret != null) {
            kept.put(PASSWORD, look.task().world().secrets().secret(secret.substring("secret:".length())));
        }
        var cookies = new TreeMap<String, String>();
        var steps = steps(look.text(STEPS));
        var answers = new ArrayList<String>();
        for (var number = 1; number <= steps.size(); number++) {
            var step = steps.get(number - 1);
            var at = "request " + number + " of " + steps.size() + ", " + step.method() + " "
                    + Address.shown(URI.create(step.url())) + ",";
            Web.Answer answer;
            try {
                answer = look.task().world().web().send(call(look, step, kept, cookies));
            } catch (PortFailure failure) { // its message may quote what was sent
                return Seen.unwell(at + " gets no answer");
            }
            if (!HttpCheck.isOf(step.fields().extract("status", "2xx"), answer.status())) {
                return Seen.unwell(at + " is answered " + answer.status());
            }
            if (!step.text("matches").isEmpty()
                    && !Pattern.compile(step.text("matches"))
                            .matcher(answer.body())
                            .find()) {
                return Seen.unwell(at + " is answered without what it should hold");
            }
            var keep = step.text("keep");
            if (!keep.isEmpty()) {
                var value = Json.object(answer.body()).extract(keep, "");
                if (value.isEmpty()) {
                    return Seen.unwell(at + " is answered without " + keep);
                }
                kept.put(name(keep), value);
            }
            keepCookie(answer, cookies);
            answers.add(Integer.toString(answer.status()));
        }
        return Seen.well(steps.size() + " requests are answered " + String.join(", ", answers));
    }

    /** A field within others is kept under its own name: "session.token" as "token". */
    private static String name(String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }

    private static Web.Call call(Look look, Step step, Map<String, String> kept, Map<String, String> cookies) {
        var headers = new TreeMap<String, String>();
        if (!cookies.isEmpty()) {
            headers.put(
                    "cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (!step.text("bearer").isEmpty()) {
            headers.put("authorization", "Bearer " + kept.getOrDefault(name(step.text("bearer")), ""));
        }
        var body = step.text("body");
        if (!body.isEmpty()) {
            headers.put("content-type", step.fields().extract("type", "application/json"));
        }
        return new Web.Call(
                step.method(),
                URI.create(step.url()),
                headers,
                body.isEmpty() ? null : filled(body, kept),
                look.left());
    }

    private static String filled(String body, Map<String, String> kept) {
        return KEPT.matcher(body)
                .replaceAll(found -> Matcher.quoteReplacement(kept.getOrDefault(found.group(1), found.group())));
    }

    /** Of several cookies of one answer the port gives the first. */
    private static void keepCookie(Web.Answer answer, Map<String, String> cookies) {
        var set = answer.headers().getOrDefault("set-cookie", "");
        var pair = set.split(";", 2)[0].strip();
        var equals = pair.indexOf('=');
        if (equals > 0) {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
