package tocsin.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Makes the SDK's bound on a call hold to the end of the answer's body. The SDK interrupts the thread that waits; a
 * read from a socket hears no interrupt, so the socket is read, to its end, on a virtual thread: interrupting that one
 * closes the socket.
 */
final class BoundedHttpClient implements SdkHttpClient {
    private final SdkHttpClient client;

    BoundedHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Execution(client.prepareRequest(request));
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class Execution implements ExecutableHttpRequest {
        private final FutureTask<HttpExecuteResponse> exchange;

        Execution(ExecutableHttpRequest request) {
            exchange = new FutureTask<>(() -> whole(request.call()));
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            Thread.ofVirtual().start(exchange);
            try {
                return exchange.get();
            } catch (InterruptedException stopped) {
                exchange.cancel(true);
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("no whole answer in time").initCause(stopped);
            } catch (CancellationException aborted) {
                throw (IOException) new InterruptedIOException("no whole answer in time").initCause(aborted);
            } catch (ExecutionException failure) {
                throw rethrown(Objects.requireNonNullElse(failure.getCause(), failure));
            }
        }

        @Override
        public void abort() {
            exchange.cancel(true);
        }

        private static IOException rethrown(Throwable failure) {
            return switch (failure) {
                case IOException io -> io;
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                default -> new IOException(failure);
            };
        }

        private static HttpExecuteResponse whole(HttpExecuteResponse answer) throws IOException {
            var body = answer.responseBody();
            if (body.isEmpty()) {
                return answer;
            }
            try (var stream = body.get()) {
                var bytes = new ByteArrayInputStream(stream.readAllBytes());
                return HttpExecuteResponse.builder()
                        .response(answer.httpResponse())
                        .responseBody(AbortableInputStream.create(bytes))
                        .build();
            }
        }
    }
}
