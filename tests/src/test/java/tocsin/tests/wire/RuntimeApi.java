package tocsin.tests.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tocsin.local.run.Json;

/** The Runtime API of Lambda, as far as a function asks it: in the emulator's place where that is not to be had. */
final class RuntimeApi implements Execution {
    private static final String BASE = "/2018-06-01/runtime/";

    /** What a process that was killed ends with, as its parent sees it. */
    private static final int KILLED = 128 + 9;

    private final Program program;
    private @Nullable Life life;

    RuntimeApi(Program program) {
        this.program = program;
    }

    @Override
    public String answer(String event) throws IOException, InterruptedException {
        var now = life == null || !life.process.isAlive() ? new Life() : life;
        life = now;
        var answered = now.invoke(event);
        if (answered == null) {
            close();
            return "Task timed out after %d.00 seconds"
                    .formatted(program.timeout().toSeconds());
        }
        return answered;
    }

    @Override
    public void kill() {
        var now = life;
        if (now != null) {
            now.process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        if (life != null) {
            life.end();
            life = null;
        }
    }

    private record Invocation(String id, String event, CompletableFuture<String> answer) {}

    /** One process and what it asks. */
    private final class Life {
        private static final Duration TO_START = Duration.ofSeconds(20);

        private final HttpServer server;
        private final Process process;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final SynchronousQueue<Invocation> next = new SynchronousQueue<>();
        private final CompletableFuture<String> notBegun = new CompletableFuture<>();
        private volatile @Nullable Invocation current;

        private Life() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(BASE, this::asked);
            server.setExecutor(Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().factory()));
            server.start();
            process = program.with(
                            "AWS_LAMBDA_RUNTIME_API",
                            "127.0.0.1:" + server.getAddress().getPort())
                    .start(List.of());
        }

        /** What is answered; null where the time ends before. A start is not part of it. */
        private @Nullable String invoke(String event) throws InterruptedException {
            begun.await(TO_START.toSeconds(), TimeUnit.SECONDS);
            if (notBegun.isDone()) {
                return notBegun.join();
            }
            var invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
            var dead = process.onExit().thenApply(exited -> exited(invocation, exited.exitValue()));
            try {
                if (!next.offer(invocation, program.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                    return null;
                }
                return invocation
                        .answer()
                        .applyToEither(dead, said -> said)
                        .get(program.timeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                return null;
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private static String exited(Invocation invocation, int status) {
            var how = status == KILLED ? "signal: killed" : "exit status " + status;
            return Json.object()
                    .put("errorType", "Runtime.ExitError")
                    .put("errorMessage", "RequestId: " + invocation.id() + " Error: Runtime exited with error: " + how)
                    .toString();
        }

        private void asked(HttpExchange exchange) throws IOException {
            var what = exchange.getRequestURI().getPath().substring(BASE.length());
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (what.equals("invocation/next")) {
                begun.countDown();
                next(exchange);
            } else if (what.equals("init/error")) {
                notBegun.complete(body);
                begun.countDown();
                answer(exchange, 202, "");
            } else {
                ended(what, body);
                answer(exchange, 202, "");
            }
        }

        /** What stands after the id, "response" or "error", makes no difference to who asked. */
        private void ended(String what, String body) {
            var invocation = current;
            if (invocation != null && what.startsWith("invocation/" + invocation.id() + "/")) {
                invocation.answer().complete(body);
            }
        }

        private void next(HttpExchange exchange) throws IOException {
            try {
                var invocation = next.take();
                current = invocation;
                var headers = exchange.getResponseHeaders();
                headers.set("Content-Type", "application/json");
                headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
                headers.set(
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(Instant.now().plus(program.timeout()).toEpochMilli()));
                headers.set(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:us-east-1:012345678912:function:" + program.name());
                answer(exchange, 200, invocation.event());
            } catch (InterruptedException stopped) {
                exchange.close();
            }
        }

        private static void answer(HttpExchange exchange, int status, String body) throws IOException {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }

        private void end() {
            Program.end(process);
            server.stop(0);
        }
    }
}
