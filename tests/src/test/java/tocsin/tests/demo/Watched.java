package tocsin.tests.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A demo, told by somebody who only looked on.
 *
 * @param most the most backends that the application's role had
 * @param last how many it had when last looked at
 * @param refusal what the application's role was answered while all was taken
 * @param alerts the stand-in of PagerDuty, when last looked at
 */
record Watched(Tocsin.Ended ended, int most, int last, String refusal, String alerts) {
    private static final String OVER = "mended";
    private static final Duration LONGEST = Duration.ofMinutes(3);

    static Watched of(Path data, String... more) throws IOException, InterruptedException {
        var arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"demo", "--yes", "--data", data.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        try (var demo = Tocsin.start(arguments)) {
            var pager =
                    URI.create(demo.line("override: pager.url").replaceFirst(".*: (http.*)/v2/enqueue", "$1/alerts"));
            demo.line("somebody opened"); // before that, whoever looked would be one of the connections
            return watch(demo, new Backends(data), pager);
        }
    }

    private static Watched watch(Tocsin demo, Backends backends, URI pager) throws IOException, InterruptedException {
        var refusal = backends.refusal();
        var most = 0;
        var last = 0;
        var alerts = "";
        while (demo.runs()) {
            try {
                var now = backends.ofTheApplication();
                var told = get(pager);
                if (demo.said().contains(OVER)) {
                    break; // what follows is the putting away
                }
                last = now;
                most = Math.max(most, now);
                alerts = told;
            } catch (IOException | SQLException closed) {
                break; // it is over, and says so itself
            }
            Thread.sleep(300);
        }
        return new Watched(demo.ended(LONGEST), most, last, refusal, alerts);
    }

    private static String get(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body()
                    .strip();
        }
    }

    String said() {
        return Tocsin.unbroken(ended.said());
    }
}
