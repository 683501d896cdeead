package tocsin.tests.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.action.Outcome;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.Metric;
import tocsin.aws.HttpWeb;
import tocsin.cloud.Buckets.CorsRule;
import tocsin.local.product.BucketServer;
import tocsin.page.Web;
import tocsin.testing.TestingWeb;

/** The actions that only look. */
class ProbesTest {
    private static final String BUCKET = "valine-media-uploads";
    private static final String ORIGIN = "https://valine.example.com";

    private static Stage bucket(String action, String... more) {
        var parameters = new String[more.length + 2];
        parameters[0] = "bucket";
        parameters[1] = BUCKET;
        System.arraycopy(more, 0, parameters, 2, more.length);
        var stage = new Stage(action, parameters);
        stage.cloud.buckets.create(BUCKET, Stage.ALLOWED);
        return stage;
    }

    private static String output(Outcome outcome, String name) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).outputs().getOrDefault(name, "not given");
    }

    private static Stage cors(CorsRule... rules) {
        var stage = bucket("s3.check-cors", "origin", ORIGIN);
        stage.cloud.buckets.putCors(Stage.PLACE, BUCKET, List.of(rules), Stage.TIMEOUT);
        return stage;
    }

    private static CorsRule rule(String origin, String headers, String... methods) {
        return new CorsRule(List.of(origin), List.of(methods), List.of(headers), List.of(), null);
    }

    @Test
    void an_origin_is_let_in_where_rules_together_let_it_do_all_three() {
        assertThat(output(cors(rule(ORIGIN, "*", "GET", "PUT", "POST")).done(), "allowed"))
                .isEqualTo("yes");
        assertThat(output(
                        cors(rule("https://*.example.com", "*", "GET"), rule("*", "*", "PUT", "POST"))
                                .done(),
                        "allowed"))
                .isEqualTo("yes");
    }

    @Test
    void an_origin_that_lacks_a_method_or_headers_is_told_with_what_it_lacks() {
        var lacking = cors(rule(ORIGIN, "*", "GET"), rule(ORIGIN, "content-type", "PUT", "POST"))
                .done();
        assertThat(output(lacking, "allowed")).isEqualTo("no");
        assertThat(lacking.says())
                .isEqualTo("the CORS rules of valine-media-uploads do not let https://valine.example.com PUT, POST"
                        + " with all headers");
        assertThat(cors().done().says())
                .startsWith("valine-media-uploads has no CORS rules, so they do not let https://valine.example.com");
        assertThat(output(
                        cors(rule("https://valine.example.org", "*", "GET", "PUT", "POST"))
                                .done(),
                        "allowed"))
                .isEqualTo("no");
    }

    private static Outcome policy(String statements) {
        var stage = bucket("s3.check-policy");
        stage.cloud.buckets.policy(BUCKET, "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}");
        return stage.done();
    }

    private static String deny(String principal, String action, String more) {
        return "{\"Sid\":\"Mine\",\"Effect\":\"Deny\",\"Principal\":" + principal + ",\"Action\":\"" + action
                + "\",\"Resource\":\"arn:aws:s3:::" + BUCKET + "/*\"" + more + "}";
    }

    @Test
    void a_policy_that_denies_everybody_hinders_and_is_told_by_its_statement() {
        var hindering = policy(deny("\"*\"", "s3:Put*", ""));
        assertThat(output(hindering, "hinders")).isEqualTo("yes");
        assertThat(hindering.says())
                .isEqualTo("the policy of valine-media-uploads hinders presigned URLs: statement \"Mine\" denies"
                        + " s3:PutObject");
        assertThat(policy(deny(
                                "{\"AWS\":\"*\"}",
                                "s3:*",
                                ",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}"))
                        .says())
                .endsWith("denies s3:GetObject and s3:PutObject, by its condition on aws:SourceIp");
    }

    @Test
    void a_policy_that_denies_what_no_presigned_url_does_hinders_nothing() {
        for (var harmless : List.of(
                deny("\"*\"", "s3:*", ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}"),
                deny("\"*\"", "s3:DeleteBucket", ""),
                deny("{\"AWS\":\"arn:aws:iam::111122223333:role/other\"}", "s3:*", ""),
                deny("\"*\"", "s3:*", "").replace("Deny", "Allow"),
                deny("\"*\"", "s3:*", "").replace(BUCKET, "another-bucket"))) {
            assertThat(output(policy(harmless), "hinders")).as(harmless).isEqualTo("no");
        }
        assertThat(bucket("s3.check-policy").done().says())
                .isEqualTo("valine-media-uploads has no policy, so none hinders presigned URLs");
    }

    @Test
    void a_policy_that_cannot_be_read_is_no_proof_that_nothing_hinders() {
        var stage = bucket("s3.check-policy");
        stage.cloud.buckets.policy(BUCKET, "{\"Statement\":");
        assertThat(stage.done()).isEqualTo(new Outcome.Failed("the policy of valine-media-uploads cannot be read"));
    }

    private static Stage presigning(Web web) {
        var stage = bucket("s3.presign-probe");
        stage.web.answering(web::send);
        return stage;
    }

    @Test
    void presigned_urls_that_work_leave_nothing_behind() {
        try (var server = new BucketServer()) {
            var http = new HttpWeb();
            var stage = presigning(call -> http.send(to(server, call)));
            server.serve(stage.cloud.buckets);

            assertThat(stage.done())
                    .isEqualTo(new Outcome.Done(
                            "presigned URLs into valine-media-uploads work: PUT, GET and DELETE went well",
                            Map.of(
                                    "works",
                                    "yes",
                                    "says",
                                    "presigned URLs into valine-media-uploads work: PUT, GET and DELETE went well")));
            assertThat(stage.web.calls()).hasSize(3);
            assertThat(stage.cloud.buckets.object(BUCKET, "tocsin-probe/db-1-1"))
                    .isEmpty();
        }
    }

    private static Web.Call to(BucketServer server, Web.Call call) {
        var there = server.address()
                + call.uri().toString().substring(Stage.S3.toString().length());
        return new Web.Call(call.method(), URI.create(there), call.headers(), call.body(), call.timeout());
    }

    @Test
    void what_a_plan_looks_at_is_not_put_there_for_it() {
        assertThat(bucket("s3.presign-probe").action().readsOnly()).isFalse();
    }

    /** A presigned URL is a credential. */
    @Test
    void of_presigned_urls_that_fail_nothing_is_told_but_how() {
        var refused =
                presigning(call -> TestingWeb.answer(403, "no: " + call.uri())).done();
        assertThat(refused.says())
                .isEqualTo("presigned URLs into valine-media-uploads do not work: PUT is answered 403");
        assertThat(refused.toString()).doesNotContain("signature");

        var away = presigning(call -> {
                    throw new PortFailure(Kind.UNCLEAR, "no answer from " + call.uri());
                })
                .done();
        assertThat(away.says()).isEqualTo("presigned URLs into valine-media-uploads do not work: PUT gets no answer");
        assertThat(away.toString()).doesNotContain("signature");
    }

    @Test
    void an_object_that_comes_back_changed_is_told_and_still_deleted() {
        var stage = presigning(call -> TestingWeb.answer(call.method().equals("DELETE") ? 204 : 200, "another"));
        assertThat(stage.done().says())
                .isEqualTo("presigned URLs into valine-media-uploads do not work: GET gives back something else than"
                        + " was put");
        assertThat(stage.web.calls()).extracting(Web.Call::method).containsExactly("PUT", "GET", "DELETE");
    }

    private static Outcome probed(int status, String body) {
        var stage = new Stage(
                "http.probe", "url", "https://me:pass@valine.example.com/health?key=hidden", "contains", "well");
        stage.web.answering(call -> TestingWeb.answer(status, body));
        return stage.done();
    }

    @Test
    void an_address_is_well_where_it_answers_2xx_with_what_it_should() {
        assertThat(probed(200, "all is well"))
                .isEqualTo(new Outcome.Done(
                        "https://valine.example.com/health answers 200", Map.of("status", "200", "well", "yes")));
        assertThat(probed(200, "all is bad").says())
                .isEqualTo("https://valine.example.com/health answers 200, without well");
        assertThat(output(probed(200, "all is bad"), "well")).isEqualTo("no");
        assertThat(output(probed(503, "well"), "well")).isEqualTo("no");
        assertThat(output(probed(302, "well"), "well")).isEqualTo("no");
    }

    @Test
    void that_nobody_answers_is_an_answer() {
        assertThat(new Stage("http.probe", "url", "http://127.0.0.1:1/").done())
                .isEqualTo(new Outcome.Done(
                        "http://127.0.0.1:1/ gives no answer", Map.of("status", "none", "well", "no")));
        for (var bad : List.of("file:///etc/passwd", "https:///x", "valine", "http://a b", "")) {
            assertThatThrownBy(new Stage("http.probe", "url", bad)::plan)
                    .as(bad)
                    .hasMessage("url: a text; expected an address of http or https");
        }
    }

    @Test
    void a_distribution_is_told_as_it_is() {
        var stage = new Stage("cloudfront.status", "distribution", "EDFDVBD6EXAMPLE");
        stage.cloud.distributions.create("EDFDVBD6EXAMPLE", Stage.ALLOWED);
        assertThat(stage.done())
                .isEqualTo(new Outcome.Done(
                        "distribution EDFDVBD6EXAMPLE is Deployed and enabled",
                        Map.of("status", "Deployed", "enabled", "yes")));

        stage.cloud.distributions.set("EDFDVBD6EXAMPLE", false);
        var etag = stage.cloud
                .distributions
                .describe(Stage.PLACE, "EDFDVBD6EXAMPLE", Stage.TIMEOUT)
                .etag();
        stage.cloud.distributions.enable(Stage.PLACE, "EDFDVBD6EXAMPLE", false, etag, Stage.TIMEOUT);
        assertThat(stage.done().says()).isEqualTo("distribution EDFDVBD6EXAMPLE is InProgress and disabled");
    }

    private static Stage reading(String... more) {
        var parameters = new String[more.length + 6];
        System.arraycopy(
                new String[] {"namespace", "AWS/RDS", "name", "CPUUtilization", "dimensions", "A=1 B=x=y"},
                0,
                parameters,
                0,
                6);
        System.arraycopy(more, 0, parameters, 6, more.length);
        var stage = new Stage("metric.read", parameters);
        var metric = new Metric(
                "read",
                "AWS/RDS",
                "CPUUtilization",
                Map.of("A", "1", "B", "x=y"),
                "Average",
                60,
                null,
                null,
                null,
                true);
        stage.cloudWatch.measure(
                Stage.PLACE,
                metric,
                new Datapoint(Stage.NOON.minusSeconds(3_600), 99),
                new Datapoint(Stage.NOON.minusSeconds(300), 1_500_000),
                new Datapoint(Stage.NOON.minusSeconds(240), 0.25),
                new Datapoint(Stage.NOON.minusSeconds(60), 12));
        return stage;
    }

    @Test
    void a_metric_is_told_in_plain_digits() {
        assertThat(((Outcome.Done) reading().done()).outputs())
                .isEqualTo(Map.of("last", "12", "highest", "1500000", "lowest", "0.25"));
    }

    @Test
    void what_was_not_measured_is_no_number() {
        var none = reading("stat", "Sum").done();
        assertThat(none.says()).isEqualTo("nothing was measured of AWS/RDS CPUUtilization (Sum) within 15 min");
        assertThat(((Outcome.Done) none).outputs())
                .isEqualTo(Map.of("last", "none", "highest", "none", "lowest", "none"));
    }

    @Test
    void what_is_no_statistic_or_span_is_refused() {
        assertThatThrownBy(reading("stat", "Avg")::plan)
                .hasMessage("stat: \"Avg\"; expected a statistic such as Average, Sum or p99");
        assertThatThrownBy(reading("since", "2d")::plan).hasMessage("since: \"2d\"; expected a time from 1s to 1d");
    }
}
