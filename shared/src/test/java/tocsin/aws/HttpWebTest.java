package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Web;
import tocsin.page.Web.Call;

/** One call is one request, bounded in time and size, and its failure says whether it may have arrived. */
@Timeout(30)
class HttpWebTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Web web = new HttpWeb();

    private static Call post(URI uri, Duration timeout) {
        return new Call("POST", uri, Map.of("content-type", "application/json"), "{\"a\":1}", timeout);
    }

    private static Call get(URI uri, Duration timeout) {
        return new Call("GET", uri, Map.of(), null, timeout);
    }

    private void fails(Call call, Kind kind) {
        fails(call, kind, "");
    }

    private void fails(Call call, Kind kind, String word) {
        assertThatThrownBy(() -> web.send(call))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining(word);
    }

    @Test
    void an_answer_is_told_whole_whatever_its_status() {
        try (var wire = new Wire(number ->
                "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nX-Two: a\r\nX-Two: b\r\nContent-Length: 3\r\n\r\nno!")) {
            assertThat(web.send(post(wire.uri().resolve("/v2/enqueue"), LONG)))
                    .isEqualTo(new Web.Answer(
                            429, Map.of("retry-after", "7", "x-two", "a", "content-length", "3"), "no!"));
            assertThat(wire.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /v2/enqueue ")
                    .endsWith("{\"a\":1}");
        }
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() {
        try (var wire = new Wire(number -> "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(web.send(get(wire.uri(), LONG)).status()).isEqualTo(302);
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void where_nobody_listens_nothing_was_sent() {
        var nobody = Wire.nobody();

        fails(post(nobody, LONG), Kind.UNAVAILABLE, "127.0.0.1");
        fails(get(URI.create("http://nobody.invalid/"), LONG), Kind.UNAVAILABLE, "nobody.invalid");
    }

    @Test
    void after_it_was_sent_a_closed_connection_is_unclear_and_nothing_is_tried_again() {
        try (var wire = new Wire(number -> null)) {
            fails(post(wire.uri(), LONG), Kind.UNCLEAR);
            fails(get(wire.uri(), LONG), Kind.UNCLEAR);
            assertThat(wire.requests()).hasSize(2);
        }
    }

    @Test
    void on_a_connection_that_was_good_before_nothing_is_tried_again_either() {
        try (var wire = new Wire(number -> number == 1 || number == 3 ? Wire.answer(200, "") : null)) {
            web.send(get(wire.uri(), LONG));
            fails(get(wire.uri(), LONG), Kind.UNCLEAR);
            web.send(post(wire.uri(), LONG));
            fails(post(wire.uri(), LONG), Kind.UNCLEAR);
            assertThat(wire.requests()).hasSize(4);
        }
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_unclear() {
        try (var wire = new Wire(number -> Wire.never())) {
            fails(post(wire.uri(), SHORT), Kind.UNCLEAR, "no answer within PT0.4S");
        }
    }

    @Test
    void the_time_counts_to_the_end_of_the_body() {
        try (var wire = new Wire(number -> "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot all of it")) {
            fails(post(wire.uri(), SHORT), Kind.UNCLEAR, "no answer within");
        }
    }

    @Test
    void an_answer_without_end_is_not_read_to_its_end() {
        try (var wire = new Wire(number -> Wire.answer(200, "x".repeat(1024 * 1024 + 1)))) {
            fails(get(wire.uri(), LONG), Kind.UNCLEAR);
        }
        try (var wire = new Wire(number -> Wire.answer(200, "x".repeat(1024 * 1024)))) {
            assertThat(web.send(get(wire.uri(), LONG)).body()).hasSize(1024 * 1024);
        }
    }

    @Test
    void only_http_is_spoken_and_only_what_it_takes_is_sent() {
        fails(get(URI.create("file:///etc/passwd"), LONG), Kind.REFUSED);
        fails(get(URI.create("/v2/enqueue"), LONG), Kind.REFUSED);
        fails(call("GET", "x-odd", "a\r\nb"), Kind.REFUSED);
        fails(call("G T", "x-fine", "a"), Kind.REFUSED);
    }

    private static Call call(String method, String header, @Nullable String value) {
        return new Call(method, URI.create("http://127.0.0.1:1/"), Map.of(header, String.valueOf(value)), null, LONG);
    }

    @Test
    void a_failure_tells_neither_the_path_nor_a_header() {
        var nobody = Wire.nobody();
        var secretPath = nobody.resolve("/services/T0/sesame");

        keepsToItself("sesame", post(secretPath, LONG));
        keepsToItself("sesame", new Call("POST", nobody, Map.of("authorization", "sesame\n"), "b", LONG));
    }

    private void keepsToItself(String secret, Call call) {
        assertThatThrownBy(() -> web.send(call)).isInstanceOf(PortFailure.class).satisfies(failure -> {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            assertThat(trace.toString()).doesNotContain(secret);
        });
    }
}
