package tocsin.local.product;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.SignedCall;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Buckets;
import tocsin.cloud.Instances;

/** S3 with the product's buckets: objects, rules for other origins, a policy, and addresses that are signed. */
public final class PretendBuckets implements Buckets {
    private static final int PAGE = 1_000;

    private final InstantSource clock;
    private final URI address;
    private final String secret;
    private final Map<String, Bucket> buckets = new TreeMap<>();
    private int puts;

    private static final class Bucket {
        final Map<String, String> tags;
        final TreeMap<String, Held> objects = new TreeMap<>();
        List<CorsRule> rules = List.of();

        @Nullable String policy;

        boolean ownKey;

        Bucket(Map<String, String> tags) {
            this.tags = Instances.sorted(tags);
        }
    }

    private record Held(String text, Instant modifiedAt, String etag) {}

    /**
     * @param address where whoever has a signed address is answered
     * @param secret by which addresses are signed
     */
    public PretendBuckets(InstantSource clock, URI address, String secret) {
        this.clock = clock;
        this.address = address;
        this.secret = secret;
    }

    public synchronized void create(String bucket, Map<String, String> tags) {
        buckets.put(bucket, new Bucket(tags));
    }

    public synchronized void policy(String bucket, @Nullable String json) {
        of(bucket).policy = json;
    }

    /** From here on its objects are encrypted by a key of its own: the same put twice has two ETags. */
    public synchronized void encrypt(String bucket) {
        of(bucket).ownKey = true;
    }

    /** Whether a signed address holds, and what it is for: METHOD BUCKET KEY, with the instant and the signature. */
    synchronized boolean isSigned(String method, String bucket, String key, String until, String signature) {
        var right = signature(method, bucket, key, until);
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))
                && until.matches("[0-9]{1,12}")
                && clock.instant().getEpochSecond() <= Long.parseLong(until);
    }

    /** What an object holds; empty where there is none. */
    public synchronized Optional<String> object(String bucket, String key) {
        return Optional.ofNullable(of(bucket).objects.get(key)).map(Held::text);
    }

    public synchronized void put(String bucket, String key, String text) {
        var found = of(bucket);
        var held = found.ownKey ? text + "\n" + ++puts : text;
        found.objects.put(key, new Held(text, clock.instant(), md5(held.getBytes(StandardCharsets.UTF_8))));
    }

    public synchronized void remove(String bucket, String key) {
        of(bucket).objects.remove(key);
    }

    @Override
    public synchronized List<CorsRule> cors(Place place, String bucket, Duration timeout) {
        return of(bucket).rules;
    }

    @Override
    public synchronized void putCors(Place place, String bucket, List<CorsRule> rules, Duration timeout) {
        of(bucket).rules = List.copyOf(rules);
    }

    @Override
    public synchronized @Nullable String policy(Place place, String bucket, Duration timeout) {
        return of(bucket).policy;
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String bucket, Duration timeout) {
        return of(bucket).tags;
    }

    @Override
    public URI presign(Place place, String method, String bucket, String key, Duration valid) {
        var until = Long.toString(clock.instant().plus(valid).getEpochSecond());
        var path = "/" + bucket + "/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
        return URI.create(address + path + "?until=" + until + "&signature=" + signature(method, bucket, key, until));
    }

    private String signature(String method, String bucket, String key, String until) {
        var text = method + "\n" + bucket + "\n" + key + "\n" + until;
        return HexFormat.of().formatHex(SignedCall.hmac(text.getBytes(StandardCharsets.UTF_8), secret));
    }

    @Override
    public synchronized Page list(Place place, String bucket, String prefix, @Nullable String from, Duration timeout) {
        var all = of(bucket).objects.tailMap(from == null ? prefix : from, from == null).entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .map(each -> stored(each.getKey(), each.getValue()))
                .toList();
        var page = all.subList(0, Math.min(PAGE, all.size()));
        return new Page(page, all.size() > PAGE ? page.getLast().key() : null);
    }

    private static Stored stored(String key, Held held) {
        var bytes = held.text().getBytes(StandardCharsets.UTF_8);
        return new Stored(key, bytes.length, held.etag(), held.modifiedAt());
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }

    @Override
    public synchronized void copy(Place place, String bucket, String key, String to, Duration timeout) {
        put(
                bucket,
                to,
                object(bucket, key).orElseThrow(() -> new PortFailure(Kind.REFUSED, "no object '" + key + "'")));
    }

    @Override
    public synchronized void delete(Place place, String bucket, List<String> keys, Duration timeout) {
        keys.forEach(of(bucket).objects::remove);
    }

    @Override
    public synchronized @Nullable String read(Place place, String bucket, String key, Duration timeout) {
        return object(bucket, key).orElse(null);
    }

    @Override
    public synchronized void write(Place place, String bucket, String key, String text, Duration timeout) {
        put(bucket, key, text);
    }

    private Bucket of(String bucket) {
        var found = buckets.get(bucket);
        if (found == null) {
            throw new PortFailure(Kind.REFUSED, "no bucket '" + bucket + "'");
        }
        return found;
    }
}
