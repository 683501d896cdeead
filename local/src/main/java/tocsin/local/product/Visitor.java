package tocsin.local.product;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tocsin.PortFailure;
import tocsin.alarm.CloudWatch.Place;
import tocsin.local.discord.Command;

/** Uses the product as people do, by HTTP, and tells what they meet. The alarms on it are measured by this. */
public final class Visitor implements AutoCloseable {
    static final String BOT = "valine-orchestrator-prod";
    static final String UPLOADS = "valine-media-uploads";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);
    private static final String WHOLE = "id=\"root\"";
    private static final String OBJECT = "visit/picture.txt";
    private static final int CALLS = 20;
    static final Set<String> COMMANDS =
            new TreeSet<>(List.of("add-to-allowlist", "list-users", "remove-from-allowlist", "user-info"));

    private final Doors doors;
    private final PretendCloud cloud;
    private final Place place;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Duration signedLate = Duration.ZERO;

    Visitor(Doors doors, PretendCloud cloud, Place place, InstantSource clock) {
        this.doors = doors;
        this.cloud = cloud;
        this.place = place;
        this.clock = clock;
    }

    /** The front end's address, and what it shows. */
    public Visit page() {
        var answer = front();
        var blank = isBlank(answer);
        return new Visit(
                answer.status() == 200 && !blank,
                "the page answers " + answer.status() + (blank ? ", and is blank" : ""));
    }

    /** Whether the page comes and shows nothing. */
    boolean isBlank() {
        return isBlank(front());
    }

    private static boolean isBlank(Answer answer) {
        return answer.status() == 200 && !answer.body().contains(WHOLE);
    }

    boolean isAway() {
        return front().status() != 200;
    }

    private Answer front() {
        return get(doors.frontAddress().resolve("/"));
    }

    /** A picture is added: the browser asks the bucket whether the page may, puts it by a signed address, reads it. */
    public Visit upload() {
        var put = address("PUT");
        var asked = send(HttpRequest.newBuilder(put)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("origin", doors.frontAddress().toString())
                .header("access-control-request-method", "PUT"));
        if (asked.status() != 200) {
            return new Visit(false, "an upload is refused: the bucket does not let the page in (CORS)");
        }
        var sent = send(HttpRequest.newBuilder(put).PUT(BodyPublishers.ofString("picture")));
        if (sent.status() != 200) {
            return new Visit(false, "an upload is refused with " + sent.status() + ": the signed address is no good");
        }
        var read = get(address("GET"));
        send(HttpRequest.newBuilder(address("DELETE")).DELETE());
        return new Visit(read.status() == 200, "an upload answers " + sent.status());
    }

    private URI address(String method) {
        return cloud.buckets.presign(place, method, UPLOADS, OBJECT, GOOD_FOR.minus(signedLate));
    }

    /** From now on the function that signs gives out addresses that are over before they are used. */
    public void signLate() {
        signedLate = GOOD_FOR.plusMinutes(1);
    }

    /**
     * Somebody types a command of the bot in Discord, which calls its function now and then to see whether it lives.
     */
    public Visit command() {
        var answers = botAnswers();
        var known = new TreeSet<String>();
        doors.discord().commands().stream().map(Command::name).forEach(known::add);
        var missing = new TreeSet<>(COMMANDS);
        missing.removeAll(known);
        if (!missing.isEmpty()) {
            return new Visit(false, "Discord does not know " + String.join(", ", missing));
        }
        return new Visit(answers, answers ? "the bot answers" : "the application did not respond");
    }

    private boolean botAnswers() {
        try {
            var answer = cloud.ports().functions().invoke(place, BOT, "live", "{}", PATIENCE);
            if (answer.error() != null) {
                throwing(BOT);
            }
            return answer.error() == null;
        } catch (PortFailure refused) {
            return false;
        }
    }

    /** The API is called as the front end calls it, twenty times; in percent, how many fail. */
    double failing() {
        var failed = 0;
        for (var call = 0; call < CALLS; call++) {
            failed += get(doors.apiAddress().resolve("/ping")).status() == 502 ? 1 : 0;
        }
        if (failed > 0) {
            throwing(Product.FUNCTION);
        }
        return 100.0 * failed / CALLS;
    }

    /** What a function writes that throws when it is called. */
    private void throwing(String function) {
        cloud.logs.write(
                "/aws/lambda/" + function,
                clock.instant(),
                "ERROR TypeError: Cannot read properties of undefined (reading 'user')");
    }

    /** One call of the API that asks nothing of the database. */
    public Visit call() {
        var answer = get(doors.apiAddress().resolve("/ping"));
        return new Visit(answer.status() == 200, "the API answers " + answer.status());
    }

    /** What the API says of itself and its database. */
    public Visit health() {
        var answer = get(doors.apiAddress().resolve("/health"));
        var well = answer.status() == 200;
        return new Visit(
                well,
                "the API answers /health with " + answer.status()
                        + (well ? "" : " " + answer.body().strip()));
    }

    private Answer get(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    private record Answer(int status, String body) {}

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException nobody) {
            return new Answer(0, "");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer(0, "");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
