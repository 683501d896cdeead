package tocsin.tests.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import tocsin.local.data.Up;

/** The HTTP API of one that runs here, without the command. */
record LocalApi(Up up) {
    static LocalApi on(Path data) {
        return new LocalApi(Up.read(data).orElseThrow());
    }

    /** Hands over a payload; gives the status as soon as it is there. */
    int send(String payload) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(at("/-/send"))
                .header("authorization", "Bearer " + up.token())
                .POST(BodyPublishers.ofString(payload)));
    }

    int withoutToken() throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(at("/api/v1/incidents")));
    }

    /** What stands at an address that is open to everybody. */
    static String open(String address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /** What anybody sees there. */
    String get(String path) throws IOException, InterruptedException {
        return open(up.address() + path);
    }

    /** Sends a form; gives the status. */
    int press(String path, String form) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(at(path))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private URI at(String path) {
        return URI.create(up.address() + path);
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }
}
