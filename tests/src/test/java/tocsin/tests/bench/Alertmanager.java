package tocsin.tests.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tocsin.tests.ports.LocalDynamo;

/** Prometheus Alertmanager, where it is installed, given the same storm: each service a group, told at once. */
final class Alertmanager implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final HttpServer webhook;
    private final Process process;
    private final URI alerts;

    /** Empty where it is not installed. */
    static Optional<Path> program() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("prometheus-alertmanager", "alertmanager")
                        .map(name -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Alertmanager(Path program) throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            try (exchange) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        webhook.start();
        var folder = Files.createTempDirectory("tocsin-alertmanager");
        var configuration = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: { receiver: hook, group_by: [service], group_wait: 0s, group_interval: 5m, repeat_interval: 4h }
                receivers:
                  - name: hook
                    webhook_configs: [{ url: "http://127.0.0.1:%d/" }]
                """.formatted(
                        webhook.getAddress().getPort()));
        var port = LocalDynamo.freePort();
        alerts = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
        process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var end = System.nanoTime() + LONGEST.toNanos();
        while (!isReady(port)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("it does not start: " + Files.readString(folder.resolve("log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private boolean isReady(int port) {
        try {
            var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/ready"))
                    .build();
            return client.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Posts the storm, so many at once in batches of that size; gives the seconds that it took. */
    double storm(int transitions, int alarms, int services, int batch, int atOnce) throws Exception {
        var start = Instant.now();
        var next = new AtomicInteger();
        var begun = System.nanoTime();
        try (var posting = Executors.newFixedThreadPool(atOnce)) {
            var all = new ArrayList<Callable<Void>>();
            for (var each = 0; each < atOnce; each++) {
                all.add(() -> {
                    for (var from = next.getAndAdd(batch); from < transitions; from = next.getAndAdd(batch)) {
                        post(IntStream.range(from, Math.min(from + batch, transitions))
                                .mapToObj(number -> alert(number, alarms, services, start))
                                .collect(Collectors.joining(",", "[", "]")));
                    }
                    return null;
                });
            }
            for (var posted : posting.invokeAll(all)) {
                posted.get();
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** How many milliseconds after its sending an alarm of a new service is told to the webhook. */
    double fresh(String service) throws IOException, InterruptedException {
        told.clear();
        var begun = System.nanoTime();
        post("[" + alert(service, service, Instant.now(), false) + "]");
        for (var one = told.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
                one != null;
                one = told.poll(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            if (one.contains("\"" + service + "\"")) {
                return (System.nanoTime() - begun) / 1e6;
            }
        }
        throw new IOException("nothing was told of " + service);
    }

    /** How many notifications came. */
    int notifications() {
        return told.size();
    }

    /** The most that it had in memory, in bytes. */
    long memory() throws IOException {
        return Resident.most(Path.of("/proc", Long.toString(process.pid())));
    }

    private static String alert(int number, int alarms, int services, Instant start) {
        var alarm = number % alarms;
        var stands = alarm < services;
        var ends = !stands && number / alarms % 2 == 1;
        return alert("storm" + alarm % services, "storm" + alarm % services + "-" + alarm / services, start, ends);
    }

    private static String alert(String service, String name, Instant at, boolean ends) {
        return "{\"labels\":{\"alertname\":\"" + name + "\",\"service\":\"" + service + "\"},\"startsAt\":\"" + at
                + "\"" + (ends ? ",\"endsAt\":\"" + at.plusMillis(1) + "\"" : "") + "}";
    }

    private void post(String alerting) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(alerts)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(alerting))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Alertmanager answers " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() {
        process.destroy();
        webhook.stop(0);
        client.shutdownNow();
    }
}
