package tocsin.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Buckets;
import tocsin.cloud.Instances;

/** The product's buckets, through S3's API. */
final class S3Buckets implements Buckets {
    /** No text that is read here is longer; what is may be anything. */
    private static final long LONGEST_TEXT = 1024 * 1024;

    private final Regions<S3Client> clients;
    private final Session session;
    private final @Nullable URI endpoint;

    /**
     * @param endpoint where another S3 stands in: there the bucket stands in the path, as no name leads to it
     */
    S3Buckets(Regions<S3Client> clients, Session session, @Nullable URI endpoint) {
        this.clients = clients;
        this.session = session;
        this.endpoint = endpoint;
    }

    @Override
    public List<CorsRule> cors(Place place, String bucket, Duration timeout) {
        var found = unless(
                "NoSuchCORSConfiguration",
                "GetBucketCors of " + bucket,
                () -> clients.at(place)
                        .getBucketCors(request ->
                                request.bucket(bucket).overrideConfiguration(session.within(place, timeout))));
        return found == null
                ? List.of()
                : found.corsRules().stream().map(S3Buckets::read).toList();
    }

    private static CorsRule read(CORSRule rule) {
        return new CorsRule(
                rule.allowedOrigins(),
                rule.allowedMethods(),
                rule.allowedHeaders(),
                rule.exposeHeaders(),
                rule.maxAgeSeconds());
    }

    @Override
    public void putCors(Place place, String bucket, List<CorsRule> rules, Duration timeout) {
        if (rules.isEmpty()) {
            AwsFailures.request(
                    "DeleteBucketCors of " + bucket,
                    () -> clients.at(place)
                            .deleteBucketCors(request ->
                                    request.bucket(bucket).overrideConfiguration(session.within(place, timeout))));
            return;
        }
        var written = rules.stream().map(S3Buckets::written).toList();
        AwsFailures.request(
                "PutBucketCors of " + bucket,
                () -> clients.at(place)
                        .putBucketCors(request -> request.bucket(bucket)
                                .corsConfiguration(all -> all.corsRules(written))
                                .overrideConfiguration(session.within(place, timeout))));
    }

    private static CORSRule written(CorsRule rule) {
        var written = CORSRule.builder()
                .allowedOrigins(rule.origins())
                .allowedMethods(rule.methods())
                .maxAgeSeconds(rule.maxAge());
        if (!rule.headers().isEmpty()) {
            written.allowedHeaders(rule.headers());
        }
        if (!rule.exposed().isEmpty()) {
            written.exposeHeaders(rule.exposed());
        }
        return written.build();
    }

    @Override
    public @Nullable String policy(Place place, String bucket, Duration timeout) {
        var found = unless(
                "NoSuchBucketPolicy",
                "GetBucketPolicy of " + bucket,
                () -> clients.at(place)
                        .getBucketPolicy(request ->
                                request.bucket(bucket).overrideConfiguration(session.within(place, timeout))));
        return found == null ? null : found.policy();
    }

    @Override
    public Map<String, String> tags(Place place, String bucket, Duration timeout) {
        var tags = new TreeMap<String, String>();
        var found = unless(
                "NoSuchTagSet",
                "GetBucketTagging of " + bucket,
                () -> clients.at(place)
                        .getBucketTagging(request ->
                                request.bucket(bucket).overrideConfiguration(session.within(place, timeout))));
        if (found != null) {
            found.tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
        }
        return Instances.sorted(tags);
    }

    @Override
    public URI presign(Place place, String method, String bucket, String key, Duration valid) {
        clients.at(place); // no address is signed for an account that is not ours
        var builder = S3Presigner.builder()
                .region(Region.of(place.region()))
                .credentialsProvider(session.credentials().apply(place.account()))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint != null)
                        .build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        try (var presigner = builder.build()) {
            return signed(presigner, method, bucket, key, valid);
        }
    }

    private static URI signed(S3Presigner presigner, String method, String bucket, String key, Duration valid) {
        var url = switch (method.toUpperCase(Locale.ROOT)) {
            case "GET" ->
                presigner
                        .presignGetObject(request -> request.signatureDuration(valid)
                                .getObjectRequest(
                                        object -> object.bucket(bucket).key(key)))
                        .url();
            case "PUT" ->
                presigner
                        .presignPutObject(request -> request.signatureDuration(valid)
                                .putObjectRequest(
                                        object -> object.bucket(bucket).key(key)))
                        .url();
            case "DELETE" ->
                presigner
                        .presignDeleteObject(request -> request.signatureDuration(valid)
                                .deleteObjectRequest(
                                        object -> object.bucket(bucket).key(key)))
                        .url();
            default -> throw new IllegalArgumentException("no address is signed for " + method);
        };
        return URI.create(url.toString());
    }

    @Override
    public Page list(Place place, String bucket, String prefix, @Nullable String from, Duration timeout) {
        var page = AwsFailures.request(
                "ListObjectsV2 of " + bucket,
                () -> clients.at(place)
                        .listObjectsV2(request -> request.bucket(bucket)
                                .prefix(prefix)
                                .continuationToken(from)
                                .overrideConfiguration(session.within(place, timeout))));
        return new Page(
                page.contents().stream()
                        .map(object ->
                                new Stored(object.key(), object.size(), unquoted(object.eTag()), object.lastModified()))
                        .toList(),
                Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null);
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    /** Without directives S3 takes type, metadata and tags from the source. */
    @Override
    public void copy(Place place, String bucket, String key, String to, Duration timeout) {
        AwsFailures.request(
                "CopyObject in " + bucket + " to " + to,
                () -> clients.at(place)
                        .copyObject(request -> request.sourceBucket(bucket)
                                .sourceKey(key)
                                .destinationBucket(bucket)
                                .destinationKey(to)
                                .overrideConfiguration(session.within(place, timeout))));
    }

    @Override
    public void delete(Place place, String bucket, List<String> keys, Duration timeout) {
        var objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        var errors = AwsFailures.request(
                        "DeleteObjects of " + bucket,
                        () -> clients.at(place)
                                .deleteObjects(request -> request.bucket(bucket)
                                        .delete(all -> all.objects(objects).quiet(true))
                                        .overrideConfiguration(session.within(place, timeout))))
                .errors();
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw new PortFailure(
                    AwsFailures.kind(Objects.requireNonNullElse(first.code(), ""), 200),
                    "DeleteObjects of " + bucket + ": " + errors.size() + " of " + keys.size() + " are not deleted, "
                            + first.key() + " because of " + first.code());
        }
    }

    @Override
    public @Nullable String read(Place place, String bucket, String key, Duration timeout) {
        var what = "GetObject of " + key + " in " + bucket;
        try {
            return text(
                    what,
                    AwsFailures.request(
                            what,
                            () -> clients.at(place)
                                    .getObjectAsBytes(request -> request.bucket(bucket)
                                            .key(key)
                                            .range("bytes=0-" + (LONGEST_TEXT - 1))
                                            .overrideConfiguration(session.within(place, timeout))),
                            S3Exception.class));
        } catch (S3Exception failure) {
            return switch (AwsFailures.code(failure)) {
                case "NoSuchKey" -> null;
                case "InvalidRange" -> ""; // nothing has no first byte
                default -> throw AwsFailures.of(what, failure);
            };
        }
    }

    private static String text(String what, ResponseBytes<GetObjectResponse> part) {
        var range = part.response().contentRange();
        if (range != null && Long.parseLong(range.substring(range.indexOf('/') + 1)) > LONGEST_TEXT) {
            throw new PortFailure(Kind.REFUSED, what + ": it is longer than any text that is read");
        }
        return part.asUtf8String();
    }

    @Override
    public void write(Place place, String bucket, String key, String text, Duration timeout) {
        AwsFailures.request(
                "PutObject of " + key + " in " + bucket,
                () -> clients.at(place)
                        .putObject(
                                request -> request.bucket(bucket)
                                        .key(key)
                                        .contentType(type(key) + "; charset=utf-8")
                                        .cacheControl("no-store") // who reads it wants what is so now
                                        .overrideConfiguration(session.within(place, timeout)),
                                RequestBody.fromString(text)));
    }

    private static String type(String key) {
        return key.endsWith(".json") ? "application/json" : "text/plain";
    }

    /** What S3 answers; null where it says by this code that the bucket has no such thing. */
    private static <T> @Nullable T unless(String code, String what, Supplier<T> request) {
        try {
            return AwsFailures.request(what, request, S3Exception.class);
        } catch (S3Exception failure) {
            if (AwsFailures.code(failure).equals(code)) {
                return null;
            }
            throw AwsFailures.of(what, failure);
        }
    }
}
