package tocsin.local.product;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import tocsin.aws.HttpWeb;
import tocsin.cloud.Buckets;
import tocsin.page.Web;
import tocsin.testing.BucketsContract;
import tocsin.testing.TestingClock;

class PretendBucketsTest extends BucketsContract {
    private final TestingClock clock = new TestingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final BucketServer server = new BucketServer();
    private final PretendBuckets buckets = new PretendBuckets(clock, server.address(), "a secret of tests");
    private final Web web = new HttpWeb();

    PretendBucketsTest() {
        buckets.create(BUCKET, TAGS);
        server.serve(buckets, "");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    protected Buckets buckets() {
        return buckets;
    }

    @Override
    protected void policy(String json) {
        buckets.policy(BUCKET, json);
    }

    @Override
    protected Web web() {
        return web;
    }
}
