package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
import tocsin.aws.HttpWeb;
import tocsin.cloud.Buckets;
import tocsin.page.Web;
import tocsin.testing.BucketsContract;

/** AWS's S3 keeps the contract. */
class S3BucketsTest extends BucketsContract {
    private final S3Client client =
            Moto.started().clients(PLACE.region()).client(S3Client.builder().forcePathStyle(true));
    private final Buckets buckets =
            Moto.started().ports(Map.of()).cloud("a test's").buckets();
    private final Web web = new HttpWeb();

    @BeforeEach
    void create() {
        client.createBucket(request ->
                request.bucket(BUCKET).createBucketConfiguration(where -> where.locationConstraint(PLACE.region())));
        client.putBucketTagging(request -> request.bucket(BUCKET)
                .tagging(all -> all.tagSet(TAGS.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())));
    }

    @AfterEach
    void delete() {
        for (var object : list("")) {
            client.deleteObject(request -> request.bucket(BUCKET).key(object.key()));
        }
        client.deleteBucket(request -> request.bucket(BUCKET));
    }

    @Override
    protected Buckets buckets() {
        return buckets;
    }

    @Override
    protected void policy(String json) {
        client.putBucketPolicy(request -> request.bucket(BUCKET).policy(json));
    }

    @Override
    protected Web web() {
        return web;
    }

    @Test
    void whoever_sends_to_a_signed_address_need_not_send_any_header_that_was_signed() {
        assertThat(presigned("PUT", "probe/1").getQuery())
                .contains("X-Amz-SignedHeaders=host")
                .doesNotContain("host;");
    }

    @Test
    void what_is_empty_is_read_as_empty() {
        write("empty", "");

        assertThat(read("empty")).isEmpty();
    }

    @Test
    void what_is_written_says_what_it_is_and_is_kept_by_no_cache() {
        write("notice.json", "{}");
        write("live", "r2");

        var notice = client.headObject(request -> request.bucket(BUCKET).key("notice.json"));
        assertThat(notice.contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(notice.cacheControl()).isEqualTo("no-store");
        assertThat(client.headObject(request -> request.bucket(BUCKET).key("live"))
                        .contentType())
                .isEqualTo("text/plain; charset=utf-8");
    }
}
