package tocsin.command;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.AlarmPage;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Json;
import tocsin.command.stack.NoStack;
import tocsin.command.stack.Stack;
import tocsin.local.Local;
import tocsin.local.data.Up;

/**
 * The HTTP API of a Tocsin: of one that runs here, found by the file that {@code up} writes, or of a deployed stack.
 */
final class Api {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final JsonType<AlarmPage> PAGES = Jsonb.instance().type(AlarmPage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String address;
    private final String whatToDo;
    private final Entry entry;

    private Api(String address, String whatToDo, Entry entry) {
        this.address = address;
        this.whatToDo = whatToDo;
        this.entry = entry;
    }

    /** What a request carries to be let in. */
    private interface Entry {
        Map<String, String> headers(String method, URI target, String body);
    }

    /**
     * The one that is deployed under this name.
     *
     * @param region empty: that of the AWS CLI
     */
    static Api of(String stack, String region) {
        try {
            var deployed = Stack.named(stack, region);
            return new Api(deployed.address().toString(), "is the stack " + stack + " whole?", deployed::headers);
        } catch (NoStack missing) {
            throw new WrongUse(String.valueOf(missing.getMessage()));
        }
    }

    private static Api here(String address, String token) {
        var headers = new TreeMap<String, String>();
        headers.put("authorization", "Bearer " + token);
        headers.put("x-tocsin-caller", System.getProperty("user.name"));
        return new Api(address, "start it with ./tocsin up", (method, target, body) -> headers);
    }

    /** The one that was started here. */
    static Api at(Up up) {
        return here(up.address().toString(), up.token());
    }

    /** The one that runs on this data folder. */
    static Api on(Path data) {
        var file = data.resolve("up.json");
        if (!Files.exists(file)) {
            throw new WrongUse("nothing runs on " + data + " (no " + file + "): start it with ./tocsin up");
        }
        try {
            var up = JSON.fromJsonObject(Files.readString(file));
            return here(up.extract("address"), up.extract("token"));
        } catch (IOException | RuntimeException failure) {
            throw new WrongUse(file + " cannot be read: " + failure.getMessage());
        }
    }

    String address() {
        return address;
    }

    JsonNode get(String path) {
        return call("GET", path, "");
    }

    /** What a runbook would do for a service; not named: where only one has what it needs. */
    JsonNode planned(String runbook, String service) {
        var body = JsonObject.create().add("runbook", runbook).add("service", service);
        return call("POST", "/api/v1/plans", JSON.toJson(body));
    }

    /** Does something, and gives the sentence that says what was done. */
    String post(String path, JsonObject body) {
        return says(call("POST", path, JSON.toJson(body)));
    }

    /** Hands over a payload as AWS would, and gives where each message of it went. */
    JsonNode send(String payload) {
        return call("POST", Local.SEND_PATH, payload);
    }

    /** The alarms of a place in the CloudWatch that stands in here. */
    AlarmPage alarms(Place place, @Nullable String token) {
        var asked = JsonObject.create().add("account", place.account()).add("region", place.region());
        if (token != null) {
            asked.add("token", token);
        }
        return PAGES.fromJson(answer("POST", Local.ALARMS_PATH, JSON.toJson(asked)));
    }

    String post(String path) {
        return post(path, JsonObject.create());
    }

    String delete(String path) {
        return says(call("DELETE", path, ""));
    }

    /** One line: it may name what others wrote. */
    private static String says(JsonNode answer) {
        return IncidentPrinter.clean(answer.extract("says", "done"));
    }

    /** What is no JSON, as it is. */
    String text(String path) {
        return answer("GET", path, "");
    }

    private JsonNode call(String method, String path, String body) {
        var answer = answer(method, path, body);
        return Json.values(answer.strip()).stream().findFirst().orElseThrow(() -> new Refused("no answer: " + answer));
    }

    private String answer(String method, String path, String body) {
        var target = URI.create(address + path);
        var request = HttpRequest.newBuilder(target)
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .method(method, BodyPublishers.ofString(body));
        try (var client = HttpClient.newHttpClient()) {
            entry.headers(method, target, body).forEach(request::header);
            var answer = client.send(request.build(), BodyHandlers.ofString());
            return read(answer.statusCode(), answer.body());
        } catch (IOException failure) {
            throw new WrongUse("nothing answers at " + address + ": " + whatToDo);
        } catch (NoStack closed) {
            throw new WrongUse(String.valueOf(closed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refused("interrupted");
        }
    }

    private static String read(int status, String body) {
        if (status / 100 == 2) {
            return body;
        }
        var detail = detail(body);
        if (status == 400) {
            throw new WrongUse(detail);
        }
        throw new Refused(detail);
    }

    private static String detail(String body) {
        try {
            return IncidentPrinter.clean(JSON.fromJson(body).extract("detail", body));
        } catch (RuntimeException notJson) {
            return body;
        }
    }
}
