package tocsin.cloud;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;

/** The buckets of S3: one call is one request of its API. */
public interface Buckets {
    /** GetBucketCors; none where it has none. */
    List<CorsRule> cors(Place place, String bucket, Duration timeout);

    /** PutBucketCors: replaces them all; none: DeleteBucketCors. */
    void putCors(Place place, String bucket, List<CorsRule> rules, Duration timeout);

    /** GetBucketPolicy, as JSON; null where it has none. */
    @Nullable String policy(Place place, String bucket, Duration timeout);

    /** GetBucketTagging; none where it has none. */
    Map<String, String> tags(Place place, String bucket, Duration timeout);

    /** A URL by which anybody may do this once signed, until then; signed here, without a request. */
    URI presign(Place place, String method, String bucket, String key, Duration valid);

    /**
     * ListObjectsV2, one page.
     *
     * @param from the token of the page before; null: the first
     */
    Page list(Place place, String bucket, String prefix, @Nullable String from, Duration timeout);

    /** CopyObject within the bucket, with all that is known of the object. */
    void copy(Place place, String bucket, String key, String to, Duration timeout);

    /** DeleteObjects, at most 1,000. */
    void delete(Place place, String bucket, List<String> keys, Duration timeout);

    /** GetObject, as text; null where there is none. */
    @Nullable String read(Place place, String bucket, String key, Duration timeout);

    /** PutObject of a small text. */
    void write(Place place, String bucket, String key, String text, Duration timeout);

    /** @param maxAge seconds that a browser may keep the answer; null: its own default */
    record CorsRule(
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposed,
            @Nullable Integer maxAge) {
        public CorsRule {
            origins = List.copyOf(origins);
            methods = List.copyOf(methods);
            headers = List.copyOf(headers);
            exposed = List.copyOf(exposed);
        }
    }

    /** @param next the token of the next page; null: this is the last */
    record Page(List<Stored> objects, @Nullable String next) {
        public Page {
            objects = List.copyOf(objects);
        }
    }

    /** @param etag without quotes; two objects with the same hold the same, where they were put in one part */
    record Stored(String key, long size, String etag, Instant modifiedAt) {}
}
