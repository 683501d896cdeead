package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Buckets;
import tocsin.cloud.Buckets.CorsRule;
import tocsin.cloud.Buckets.Stored;
import tocsin.page.Web;
import tocsin.page.Web.Call;

/** What S3 promises, and each that stands in for it. */
public abstract class BucketsContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String BUCKET = "valine-media-uploads";
    protected static final Map<String, String> TAGS = Map.of("tocsin", "allowed");
    protected static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
            + "\"Principal\":\"*\",\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::valine-media-uploads/*\"}]}";
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final CorsRule RULE = new CorsRule(
            List.of("https://valine.example.com"), List.of("GET", "PUT", "POST"), List.of("*"), List.of("ETag"), 3000);

    /** One bucket of that name, with the tags, and empty: no object, no rule, no policy. */
    protected abstract Buckets buckets();

    /** The bucket's owner gives it this policy. */
    protected abstract void policy(String json);

    /** By which a browser reaches the bucket. */
    protected abstract Web web();

    protected final void write(String key, String text) {
        buckets().write(PLACE, BUCKET, key, text, TIMEOUT);
    }

    protected final @Nullable String read(String key) {
        return buckets().read(PLACE, BUCKET, key, TIMEOUT);
    }

    protected final List<Stored> list(String prefix) {
        List<Stored> objects = new ArrayList<>();
        String next = null;
        do {
            var page = buckets().list(PLACE, BUCKET, prefix, next, TIMEOUT);
            objects.addAll(page.objects());
            next = page.next();
        } while (next != null);
        return objects;
    }

    @Test
    void rules_for_other_origins_are_none_until_they_are_put_and_none_when_none_are() {
        assertThat(buckets().cors(PLACE, BUCKET, TIMEOUT)).isEmpty();

        var other = new CorsRule(List.of("*"), List.of("GET"), List.of(), List.of(), null);
        buckets().putCors(PLACE, BUCKET, List.of(RULE, other), TIMEOUT);
        assertThat(buckets().cors(PLACE, BUCKET, TIMEOUT)).containsExactly(RULE, other);

        buckets().putCors(PLACE, BUCKET, List.of(RULE), TIMEOUT);
        assertThat(buckets().cors(PLACE, BUCKET, TIMEOUT)).containsExactly(RULE);

        buckets().putCors(PLACE, BUCKET, List.of(), TIMEOUT);
        assertThat(buckets().cors(PLACE, BUCKET, TIMEOUT)).isEmpty();
    }

    @Test
    void its_policy_is_read_as_it_was_written() {
        assertThat(buckets().policy(PLACE, BUCKET, TIMEOUT)).isNull();

        policy(POLICY);

        assertThat(buckets().policy(PLACE, BUCKET, TIMEOUT)).isEqualTo(POLICY);
    }

    @Test
    void its_tags_are_told() {
        assertThat(buckets().tags(PLACE, BUCKET, TIMEOUT)).isEqualTo(TAGS);
    }

    @Test
    void a_text_is_kept_until_it_is_deleted() {
        assertThat(read("index.html")).isNull();

        write("index.html", "<p>größer</p>");
        assertThat(read("index.html")).isEqualTo("<p>größer</p>");

        write("index.html", "another");
        assertThat(read("index.html")).isEqualTo("another");

        buckets().delete(PLACE, BUCKET, List.of("index.html", "never-there"), TIMEOUT);
        assertThat(read("index.html")).isNull();
    }

    @Test
    void a_copy_holds_the_same_and_leaves_what_was_copied() {
        write("releases/7/a b+c.js", "good");
        write("a b+c.js", "broken");

        buckets().copy(PLACE, BUCKET, "releases/7/a b+c.js", "a b+c.js", TIMEOUT);

        assertThat(read("a b+c.js")).isEqualTo("good");
        assertThat(read("releases/7/a b+c.js")).isEqualTo("good");
        assertThat(list("").stream().map(Stored::etag).distinct()).hasSize(1);
        assertRefused(() -> buckets().copy(PLACE, BUCKET, "never-there", "index.html", TIMEOUT));
    }

    @Test
    void what_a_prefix_has_is_listed_in_the_order_of_its_keys_over_all_pages() {
        write("b", "12345");
        for (var number = 0; number < 1003; number++) {
            write("a/%04d".formatted(number), "");
        }

        assertThat(list("a/")).hasSize(1003).extracting(Stored::key).isSorted().contains("a/0000", "a/1002");
        assertThat(list("b"))
                .singleElement()
                .satisfies(stored -> assertThat(stored.size()).isEqualTo(5))
                .satisfies(stored -> assertThat(stored.etag()).matches("[0-9a-f]{32}"));
        assertThat(list("c")).isEmpty();
    }

    @Test
    void whoever_has_a_signed_address_may_do_what_it_was_signed_for() {
        assertThat(send("PUT", "probe/a b", "hello")).isEqualTo(200);
        assertThat(read("probe/a b")).isEqualTo("hello");
        assertThat(send("GET", "probe/a b", null)).isEqualTo(200);
        assertThat(send("DELETE", "probe/a b", null)).isEqualTo(204);
        assertThat(send("GET", "probe/a b", null)).isEqualTo(404);
    }

    private int send(String method, String key, @Nullable String body) {
        return web().send(new Call(method, presigned(method, key), Map.of(), body, TIMEOUT))
                .status();
    }

    protected final URI presigned(String method, String key) {
        return buckets().presign(PLACE, method, BUCKET, key, Duration.ofMinutes(15));
    }

    @Test
    void an_address_is_signed_for_one_thing() {
        assertThat(presigned("PUT", "probe/1"))
                .isNotEqualTo(presigned("GET", "probe/1"))
                .isNotEqualTo(presigned("PUT", "probe/2"));
        assertThat(presigned("PUT", "probe/1").toString()).contains(BUCKET).contains("/probe/1");
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> buckets().cors(PLACE, "another", TIMEOUT));
        assertRefused(() -> buckets().policy(PLACE, "another", TIMEOUT));
        assertRefused(() -> buckets().tags(PLACE, "another", TIMEOUT));
        assertRefused(() -> buckets().list(PLACE, "another", "", null, TIMEOUT));
        assertRefused(() -> buckets().read(PLACE, "another", "index.html", TIMEOUT));
        assertRefused(() -> buckets().write(PLACE, "another", "index.html", "", TIMEOUT));
    }
}
