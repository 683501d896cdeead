package tocsin.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The JDK's newer client, for the SDK. API Gateway changes by PATCH, which HttpURLConnection, and so the client that
 * all others use, refuses to send ("Invalid HTTP method: PATCH"); Apache's would be two megabytes more in the package
 * for one request. Reading an answer ends with an interrupt, so that the SDK's bound on a call holds here, too.
 */
final class JdkHttpClient implements SdkHttpClient {
    /** What the JDK sets by itself, from the address and the body; the SDK signs the same host. */
    private static final Set<String> ITS_OWN = Set.of("host", "content-length", "connection", "expect", "upgrade");

    private final HttpClient client;

    JdkHttpClient(Duration connectTimeout) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Execution(client, request);
    }

    @Override
    public String clientName() {
        return "Jdk";
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class Execution implements ExecutableHttpRequest {
        private final HttpClient client;
        private final HttpExecuteRequest request;
        private final CompletableFuture<Void> aborted = new CompletableFuture<>();

        Execution(HttpClient client, HttpExecuteRequest request) {
            this.client = client;
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            var asking = client.sendAsync(built(), BodyHandlers.ofByteArray());
            var ending = aborted.whenComplete((nothing, failure) -> asking.cancel(true));
            try {
                return answered(asking.get());
            } catch (InterruptedException stopped) {
                asking.cancel(true);
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("no whole answer in time").initCause(stopped);
            } catch (CancellationException stopped) {
                throw (IOException) new InterruptedIOException("no whole answer in time").initCause(stopped);
            } catch (ExecutionException failure) {
                throw failure.getCause() instanceof IOException io ? io : new IOException(failure.getCause());
            } finally {
                ending.cancel(false);
            }
        }

        @Override
        public void abort() {
            aborted.complete(null);
        }

        private HttpRequest built() throws IOException {
            var asked = request.httpRequest();
            var built =
                    HttpRequest.newBuilder(asked.getUri()).method(asked.method().name(), body());
            asked.forEachHeader((name, values) -> {
                if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> built.header(name, value));
                }
            });
            return built.build();
        }

        private BodyPublisher body() throws IOException {
            var content = request.contentStreamProvider();
            if (content.isEmpty()) {
                return BodyPublishers.noBody();
            }
            try (var stream = content.get().newStream()) {
                return BodyPublishers.ofByteArray(stream.readAllBytes());
            }
        }

        private static HttpExecuteResponse answered(HttpResponse<byte[]> answer) {
            var response = SdkHttpResponse.builder().statusCode(answer.statusCode());
            answer.headers().map().forEach(response::putHeader);
            return HttpExecuteResponse.builder()
                    .response(response.build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                    .build();
        }
    }
}
