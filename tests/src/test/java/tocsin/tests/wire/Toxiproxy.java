package tocsin.tests.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import tocsin.local.run.Json;
import tocsin.tests.ports.LocalDynamo;

/** toxiproxy, on 127.0.0.1: started once for all tests that need it, and ended with them. */
final class Toxiproxy {
    private static final Path PROGRAM = Path.of(System.getProperty("tocsin.root", ".."), ".tocsin/tools/go/toxiproxy")
            .toAbsolutePath();
    private static final Toxiproxy INSTANCE = new Toxiproxy();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger lines = new AtomicInteger();
    private final String address;

    private Toxiproxy() {
        try {
            var port = LocalDynamo.freePort();
            address = "http://127.0.0.1:" + port;
            var process = new ProcessBuilder(PROGRAM.toString(), "-host", "127.0.0.1", "-port", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            Until.itIsSo("toxiproxy listens", this::listens);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("toxiproxy does not start", failure);
        }
    }

    /** Where there is no Go, it was not built. */
    static boolean isHere() {
        return Files.isExecutable(PROGRAM);
    }

    private boolean listens() {
        try {
            ask("GET", "/version", "");
            return true;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    static Line line(URI to) {
        return INSTANCE.new Proxy("line-" + INSTANCE.lines.incrementAndGet(), to);
    }

    private JsonNode ask(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return Json.read(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private final class Proxy implements Line {
        private final String path;
        private final String toxics;
        private final URI to;
        private final URI address;

        private Proxy(String name, URI to) {
            this.path = "/proxies/" + name;
            this.toxics = path + "/toxics";
            this.to = to;
            var made = ask(
                    "POST",
                    "/proxies",
                    Json.object()
                            .put("name", name)
                            .put("listen", "127.0.0.1:0")
                            .put("upstream", to.getAuthority())
                            .put("enabled", true)
                            .toString());
            address = URI.create("http://" + made.path("listen").asText() + to.getPath());
        }

        @Override
        public URI address() {
            return address;
        }

        @Override
        public void slow(Duration answers) {
            add("latency", "downstream", "latency", answers.toMillis());
        }

        @Override
        public void deaf() {
            add("timeout", "upstream", "timeout", 0);
        }

        @Override
        public void resets() {
            add("reset_peer", "upstream", "timeout", 0);
        }

        private void add(String type, String stream, String attribute, long value) {
            var described = Json.object().put("name", type).put("type", type).put("stream", stream);
            described.putObject("attributes").put(attribute, value);
            ask("POST", toxics, described.toString());
        }

        @Override
        public void cut() {
            enabled(false);
            enabled(true);
        }

        private void enabled(boolean yes) {
            ask("POST", path, Json.object().put("enabled", yes).toString());
        }

        @Override
        public void leadsTo(URI other) {
            ask(
                    "POST",
                    path,
                    Json.object().put("upstream", other.getAuthority()).toString());
        }

        @Override
        public void mend() {
            for (var toxic : ask("GET", toxics, "")) {
                ask("DELETE", toxics + "/" + toxic.path("name").asText(), "");
            }
            leadsTo(to);
        }
    }
}
