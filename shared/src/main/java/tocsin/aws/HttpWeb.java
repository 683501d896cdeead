package tocsin.aws;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Web;

/**
 * HTTP to the outside. An address may hold a secret in its path, and a header is one: of a failure only the host is
 * told.
 */
public final class HttpWeb implements Web {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final long LONGEST_ANSWER = 1024 * 1024;

    static {
        // the client's own second try, of a GET on a connection that the other side has closed
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    }

    private final Lazy<HttpClient> client;

    public HttpWeb() {
        client = new Lazy<>(HttpWeb::made);
    }

    /** Makes the client before it is needed: with it, the certificates that it will trust are read. */
    void prime() {
        client.make();
    }

    private static HttpClient made() {
        return HttpClient.newBuilder()
                .version(Version.HTTP_1_1) // one request a connection at a time: a failure is that of one request
                .followRedirects(Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    @Override
    public Answer send(Call call) {
        var site = site(call.uri());
        var asking = client.get()
                .sendAsync(
                        request(call, site),
                        BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_ANSWER));
        try {
            return answer(asking.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            asking.cancel(true);
            throw new PortFailure(Kind.UNCLEAR, site + ": no answer within " + call.timeout(), late);
        } catch (InterruptedException stopped) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
            throw new PortFailure(Kind.UNCLEAR, site + ": interrupted", stopped);
        } catch (ExecutionException failure) {
            throw failure(site, failure);
        }
    }

    private static String site(URI uri) {
        var scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
            throw new PortFailure(Kind.REFUSED, "no address for HTTP, by its scheme '" + scheme + "' or its host");
        }
        return uri.getPort() == -1 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private static HttpRequest request(Call call, String site) {
        try {
            var request = HttpRequest.newBuilder(call.uri())
                    .method(
                            call.method(),
                            call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
            call.headers().forEach(request::setHeader);
            return request.build();
        } catch (IllegalArgumentException unfit) {
            // the cause may quote a header, and with it a secret
            throw new PortFailure(Kind.REFUSED, site + ": a method or header that HTTP does not take");
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new Answer(response.statusCode(), headers, response.body());
    }

    private static PortFailure failure(String site, ExecutionException failure) {
        var cause = failure.getCause();
        var kind = neverSent(cause) ? Kind.UNAVAILABLE : Kind.UNCLEAR;
        return new PortFailure(kind, site + ": " + cause, failure);
    }

    /** An unknown host is a ConnectException too. */
    private static boolean neverSent(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
    }
}
