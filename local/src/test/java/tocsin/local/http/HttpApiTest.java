package tocsin.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.local.run.Json;
import tocsin.local.run.TestingFunction;

class HttpApiTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private final TestingFunction console = new TestingFunction();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpApi api;

    @BeforeEach
    void open() {
        api = HttpApi.bind(0);
        api.serve(
                List.of(
                        new Route("ANY", "/api/v1/{proxy+}", false, console.function()),
                        new Route("POST", "/hooks/pagerduty", true, console.function()),
                        new Route("GET", "/pages/{id}", true, console.function())),
                new HttpApi.Access("111122223333", "the-token", "ada"),
                NOON,
                Map.of("/-/send", body -> "{\"bytes\":" + body.length + "}"));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> call(String path, UnaryOperator<HttpRequest.Builder> with) throws Exception {
        var request = with.apply(HttpRequest.newBuilder(URI.create(api.address() + path)));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> authorized(String path, UnaryOperator<HttpRequest.Builder> with) throws Exception {
        return call(path, request -> with.apply(request.header("Authorization", "Bearer the-token")));
    }

    private JsonNode event() {
        assertThat(console.asked).hasSize(1);
        return Json.read(console.asked.getFirst());
    }

    @Test
    void it_listens_on_the_loopback_address_alone() {
        assertThat(api.address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_request_comes_in_api_gateways_format_2() throws Exception {
        authorized(
                "/api/v1/incidents/api%2042?all=yes&tag=a&tag=b%20c&flag",
                request -> request.header("Content-Type", "application/json")
                        .header("Cookie", "one=1; two=2")
                        .POST(BodyPublishers.ofString("{\"text\":\"ä\"}")));

        var event = event();
        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("ANY /api/v1/{proxy+}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/api/v1/incidents/api%2042");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("all=yes&tag=a&tag=b%20c&flag");
        assertThat(event.path("cookies")).isEqualTo(Json.read("[\"one=1\",\"two=2\"]"));
        assertThat(event.path("headers").path("content-type").asText()).isEqualTo("application/json");
        assertThat(event.path("headers").has("cookie")).isFalse();
        assertThat(event.path("queryStringParameters"))
                .isEqualTo(Json.read("{\"all\":\"yes\",\"flag\":\"\",\"tag\":\"a,b c\"}"));
        assertThat(event.path("pathParameters")).isEqualTo(Json.read("{\"proxy\":\"incidents/api 42\"}"));
        assertThat(event.path("body").asText()).isEqualTo("{\"text\":\"ä\"}");
        assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
        var context = event.path("requestContext");
        assertThat(context.path("http").path("method").asText()).isEqualTo("POST");
        assertThat(context.path("http").path("path").asText()).isEqualTo("/api/v1/incidents/api 42");
        assertThat(context.path("http").path("sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(context.path("routeKey").asText()).isEqualTo("ANY /api/v1/{proxy+}");
        assertThat(context.path("stage").asText()).isEqualTo("$default");
        assertThat(context.path("time").asText()).isEqualTo("01/Mar/2026:12:00:00 +0000");
        assertThat(context.path("timeEpoch").asLong()).isEqualTo(1772366400000L);
        assertThat(context.path("requestId").asText()).isNotEmpty();
    }

    @Test
    void whoever_has_the_token_is_named_where_iam_would_name_the_caller() throws Exception {
        authorized("/api/v1/incidents", UnaryOperator.identity());

        var iam = event().path("requestContext").path("authorizer").path("iam");
        assertThat(iam.path("userArn").asText()).isEqualTo("arn:aws:iam::111122223333:user/ada");
        assertThat(iam.path("accountId").asText()).isEqualTo("111122223333");
    }

    @Test
    void without_the_token_only_open_routes_are_answered() throws Exception {
        assertThat(call("/api/v1/incidents", UnaryOperator.identity()).statusCode())
                .isEqualTo(403);
        assertThat(call("/api/v1/incidents", request -> request.header("Authorization", "Bearer other"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("/-/send", request -> request.POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.asked).isEmpty();

        var hook = call("/hooks/pagerduty", request -> request.POST(BodyPublishers.ofString("x")));

        assertThat(hook.statusCode()).isEqualTo(200);
        assertThat(event().path("requestContext").has("authorizer")).isFalse();
    }

    @Test
    void a_path_or_method_without_route_is_not_found() throws Exception {
        assertThat(authorized("/api/v1", UnaryOperator.identity()).statusCode()).isEqualTo(404);
        assertThat(authorized("/elsewhere", UnaryOperator.identity()).statusCode())
                .isEqualTo(404);
        assertThat(call("/hooks/pagerduty", UnaryOperator.identity()).statusCode())
                .isEqualTo(404);
        assertThat(call("/pages/1/more", UnaryOperator.identity()).statusCode()).isEqualTo(404);
    }

    @Test
    void a_variable_of_the_path_is_handed_over() throws Exception {
        call("/pages/a%2Fb", UnaryOperator.identity());

        assertThat(event().path("pathParameters").path("id").asText()).isEqualTo("a/b");
    }

    @Test
    void a_body_that_is_no_text_comes_as_base64() throws Exception {
        var bytes = new byte[] {(byte) 0xff, 0, 1};
        authorized("/api/v1/x", request -> request.POST(BodyPublishers.ofByteArray(bytes)));

        assertThat(event().path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(event().path("body").asText())).isEqualTo(bytes);
    }

    @Test
    void an_answer_with_a_status_is_sent_as_it_says() throws Exception {
        console.does(payload -> "{\"statusCode\":404,\"headers\":{\"content-type\":\"application/problem+json\"},"
                + "\"cookies\":[\"a=1\",\"b=2\"],\"isBase64Encoded\":true,\"body\":\"w6Q=\"}");

        var answer = authorized("/api/v1/x", UnaryOperator.identity());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.body()).isEqualTo("ä");
    }

    @Test
    void an_answer_without_a_status_is_the_body_of_a_200() throws Exception {
        console.does(payload -> "{\"open\":3}");

        var answer = authorized("/api/v1/x", UnaryOperator.identity());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"open\":3}");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void a_function_that_fails_is_a_500_that_tells_nothing_of_it() throws Exception {
        console.does(payload -> {
            throw new IllegalStateException("secret");
        });

        var answer = authorized("/api/v1/x", UnaryOperator.identity());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    void what_the_machine_answers_itself_needs_no_route() throws Exception {
        var answer = authorized("/-/send", request -> request.POST(BodyPublishers.ofString("four")));

        assertThat(answer.body()).isEqualTo("{\"bytes\":4}");
        assertThat(authorized("/-/send", UnaryOperator.identity()).statusCode()).isEqualTo(403);
    }

    @Test
    void a_port_that_somebody_has_is_told() {
        var port = api.address().getPort();

        assertThatThrownBy(() -> HttpApi.bind(port))
                .isInstanceOf(PortInUse.class)
                .hasMessage("port " + port + " of 127.0.0.1 is in use");
    }
}
