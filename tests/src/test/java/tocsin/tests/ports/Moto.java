package tocsin.tests.ports;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import tocsin.aws.AwsClients;
import tocsin.aws.AwsPorts;

/** moto, an AWS that others wrote, on 127.0.0.1: started once for all tests that need it, and ended with them. */
public final class Moto {
    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "eu-central-1";

    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:[0-9]+)");
    private static final Moto INSTANCE = new Moto();

    private final URI uri;

    private Moto() {
        var root = Path.of(System.getProperty("tocsin.root", "."));
        var program = root.resolve(".tocsin/tools/aws/bin/moto_server");
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException("no " + program + ": run tests/setup");
        }
        try {
            var builder =
                    new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", "0").redirectErrorStream(true);
            builder.environment().put("MOTO_ACCOUNT_ID", ACCOUNT);
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            uri = awaited(process.inputReader(StandardCharsets.UTF_8));
            answerWithoutDocker(uri);
        } catch (IOException failure) {
            throw new IllegalStateException("moto does not start", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("moto does not start", stopped);
        }
    }

    /** Its Lambda runs functions in Docker, unless told to answer with what it was given. */
    private static void answerWithoutDocker(URI uri) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri.resolve("/moto-api/config"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"lambda\":{\"use_docker\":false}}"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            client.send(request, BodyHandlers.discarding());
        }
    }

    public static Moto started() {
        return INSTANCE;
    }

    /** One of its own, for what reads all that moto holds, which it cannot write down of some services. */
    static Moto another() {
        return new Moto();
    }

    /** Its log is read on, or it would stand still when the pipe is full. */
    private static URI awaited(BufferedReader log) throws IOException {
        var said = new StringBuilder();
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            var running = RUNNING.matcher(line);
            if (running.find()) {
                Thread.ofPlatform().daemon().start(() -> log.lines().forEach(rest -> {}));
                return URI.create(running.group(1));
            }
        }
        throw new IOException("it ended:\n" + said);
    }

    public URI uri() {
        return uri;
    }

    /** Clients as our own are set up, to prepare what a test needs. */
    public AwsClients clients() {
        return clients(REGION);
    }

    AwsClients clients(String region) {
        return LocalDynamo.clients(Region.of(region), uri);
    }

    /** Keeps a secret, in the place of one that another test has kept under that name. */
    public void keepSecret(String name, String value) {
        try (var secrets = clients().client(SecretsManagerClient.builder())) {
            try {
                secrets.createSecret(request -> request.name(name).secretString(value));
            } catch (ResourceExistsException there) {
                secrets.putSecretValue(request -> request.secretId(name).secretString(value));
            }
        }
    }

    /** Asks a service of which we have no client, by the old form of AWS's requests. */
    void ask(String service, Map<String, String> parameters) throws IOException, InterruptedException {
        var form = new StringBuilder("Version=2010-05-08");
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        var request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260301/" + REGION + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none")
                .POST(BodyPublishers.ofString(form.toString()))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.statusCode() + " " + answer.body());
            }
        }
    }

    /** Our own ports, by an environment as a function has it, and these variables. */
    AwsPorts ports(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_ENDPOINT_URL", uri.toString());
        environment.putIfAbsent("TOCSIN_ALARMS_QUEUE", uri + "/" + ACCOUNT + "/alarms");
        return AwsPorts.of(environment);
    }
}
