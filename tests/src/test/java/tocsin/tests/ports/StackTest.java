package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command and a deployed stack: found in another's CloudFormation, its signatures checked by botocore. */
class StackTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", ".."));
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    /** Signs what came anew, and says whether that is how it was signed. */
    private static final String CHECK = """
            import json, sys
            from botocore.auth import SigV4Auth
            from botocore.awsrequest import AWSRequest
            from botocore.credentials import Credentials
            came = json.load(sys.stdin)
            headers = came["headers"]
            signed = headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
            request = AWSRequest(came["method"], came["url"], data=came["body"].encode(),
                                 headers={name: headers[name] for name in signed if name != "host"})
            request.context["timestamp"] = headers["x-amz-date"]
            signer = SigV4Auth(Credentials(sys.argv[1], sys.argv[2]), "execute-api", sys.argv[3])
            own = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
            sys.stdout.write("good" if headers["authorization"].endswith("Signature=" + own) else "bad")
            """;

    private final ConcurrentLinkedQueue<JsonObject> came = new ConcurrentLinkedQueue<>();
    private HttpServer api;

    @BeforeEach
    void an_api() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::answer);
        api.start();
    }

    @AfterEach
    void no_api() {
        api.stop(0);
    }

    @Test
    void what_is_asked_of_a_deployed_one_is_signed_for_iam() throws Exception {
        deploy("tocsin-signed", "{\"ApiUrl\":{\"Value\":\"" + address() + "\"}}");

        assertThat(run(credentials(), "incidents", "--stack", "tocsin-signed").said())
                .contains("no incident is open");
        run(
                credentials(),
                "silence",
                "ü*",
                "--for",
                "1h",
                "--because",
                "größer & \"lauter\"",
                "--stack",
                "tocsin-signed");
        run(credentials(), "unsilence", "s-1/2", "--stack", "tocsin-signed");

        assertThat(came).hasSize(3);
        for (var request : came) {
            assertThat(checked(request)).as(request.toString()).isEqualTo("good");
        }
        var other = came.element();
        assertThat(checked(JsonObject.create()
                        .add("method", "DELETE")
                        .add("url", other.extract("url"))
                        .add("body", "")
                        .add("headers", other.elements().get("headers"))))
                .isEqualTo("bad");
    }

    @Test
    void a_stack_of_another_region_is_found_and_signed_for_there() throws Exception {
        deploy("tocsin-elsewhere", "{\"ApiUrl\":{\"Value\":\"" + address() + "\"}}");
        var elsewhere = new TreeMap<>(credentials());
        elsewhere.put("AWS_REGION", "ap-southeast-2");

        refused(run(elsewhere, "incidents", "--stack", "tocsin-elsewhere"), "in ap-southeast-2", "does not exist");
        var found = run(elsewhere, "incidents", "--stack", "tocsin-elsewhere", "--region", Moto.REGION);

        assertThat(found.said()).contains("no incident is open");
        assertThat(came).hasSize(1);
        assertThat(checked(came.element())).isEqualTo("good");
        assertThat(checked(came.element(), "ap-southeast-2")).isEqualTo("bad");
    }

    @Test
    void what_is_missing_is_said_in_a_line() throws Exception {
        deploy("not-tocsin", "{\"Other\":{\"Value\":\"x\"}}");

        refused(run(credentials(), "incidents", "--stack", "nowhere"), "nowhere", "does not exist");
        refused(run(credentials(), "incidents", "--stack", "not-tocsin"), "it has no output ApiUrl");
        refused(run(Map.of(), "incidents", "--stack", "tocsin"), "in which Region?");
        refused(run(Map.of("AWS_REGION", Moto.REGION), "incidents", "--stack", "tocsin"), "no credentials");
        refused(
                run(credentials(), "incidents", "--stack", "tocsin", "--region", "nowhere 1"),
                "nowhere 1",
                "is no Region");
        refused(run(credentials(), "incidents", "--region", Moto.REGION), "expected --stack NAME beside it");
    }

    private static void refused(Ended ended, String... said) {
        assertThat(ended.code()).as(ended.said()).isEqualTo(2);
        assertThat(ended.said()).contains(said).hasLineCount(1);
    }

    private static void deploy(String name, String outputs) throws Exception {
        Moto.started()
                .ask(
                        "cloudformation",
                        Map.of(
                                "Action",
                                "CreateStack",
                                "StackName",
                                name,
                                "TemplateBody",
                                "{\"Resources\":{\"Q\":{\"Type\":\"AWS::SQS::Queue\"}},\"Outputs\":" + outputs + "}"));
    }

    private static Map<String, String> credentials() {
        return Map.of("AWS_REGION", Moto.REGION, "AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET);
    }

    private String address() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = JsonObject.create();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.add(name.toLowerCase(Locale.ROOT), values.getFirst()));
        came.add(JsonObject.create()
                .add("method", exchange.getRequestMethod())
                .add("url", address() + exchange.getRequestURI().toString())
                .add("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .add("headers", headers));
        var body = (exchange.getRequestMethod().equals("GET") ? "[]" : "{\"says\":\"done\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String checked(JsonObject request) throws Exception {
        return checked(request, Moto.REGION);
    }

    private static String checked(JsonObject request, String region) throws Exception {
        var python = ROOT.resolve(".tocsin/tools/aws/bin/python").toString();
        var process = new ProcessBuilder(python, "-c", CHECK, KEY, SECRET, region)
                .redirectErrorStream(true)
                .start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(JsonNodeMapper.builder().build().toJson(request));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private record Ended(int code, String said) {}

    private static Ended run(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dsun.jnu.encoding=UTF-8",
                "-Dtocsin.root=" + ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                "tocsin.command.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_ENDPOINT_URL", Moto.started().uri().toString());
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("AWS_CONFIG_FILE", "/dev/null");
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said.strip());
    }
}
