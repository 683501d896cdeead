package tocsin.tests.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tocsin.tests.ports.LocalDynamo;

/** A function behind AWS's own Runtime Interface Emulator. */
public final class Emulator implements Execution {
    public static final Path PROGRAM = Path.of(
                    System.getProperty("tocsin.root", ".."), ".tocsin/tools/go/aws-lambda-rie")
            .toAbsolutePath();

    /** A start of the JVM is not part of the function's time. */
    private static final Duration TO_START = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final HttpRequest.Builder request;

    /** Where there is no Go, it was not built. */
    public static boolean isHere() {
        return Files.isExecutable(PROGRAM);
    }

    public Emulator(Program program) throws IOException, InterruptedException {
        var port = LocalDynamo.freePort();
        process = program.start(List.of(
                PROGRAM.toString(),
                "--runtime-interface-emulator-address",
                "127.0.0.1:" + port,
                "--runtime-api-address",
                "127.0.0.1:" + LocalDynamo.freePort()));
        request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
                .timeout(program.timeout().plus(TO_START));
        Until.itIsSo("the emulator listens", () -> listens(port));
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String answer(String event) throws IOException, InterruptedException {
        return client.send(request.POST(BodyPublishers.ofString(event)).build(), BodyHandlers.ofString())
                .body();
    }

    /** The function's own process: there from its first event on. */
    public ProcessHandle function() {
        return process.descendants()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the function's process is not there"));
    }

    @Override
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        Program.end(process);
        client.shutdownNow();
    }
}
