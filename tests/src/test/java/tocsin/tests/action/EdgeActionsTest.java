package tocsin.tests.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.action.Outcome;
import tocsin.action.Plan;
import tocsin.cloud.Buckets.CorsRule;

class EdgeActionsTest {
    private static final String DISTRIBUTION = "EDFDVBD6EXAMPLE";
    private static final String BUCKET = "valine-frontend-prod";
    private static final String ORIGIN = "https://valine.example.com";
    private static final CorsRule OTHERS =
            new CorsRule(List.of("https://admin.example.com"), List.of("GET"), List.of("*"), List.of(), null);

    private static Stage disabled() {
        var stage = new Stage("cloudfront.enable", "distribution", DISTRIBUTION);
        stage.cloud.distributions.create(DISTRIBUTION, Stage.ALLOWED);
        stage.cloud.distributions.set(DISTRIBUTION, false);
        return stage;
    }

    private static boolean isEnabled(Stage stage) {
        return stage.cloud
                .distributions
                .describe(Stage.PLACE, DISTRIBUTION, Stage.TIMEOUT)
                .enabled();
    }

    @Test
    void a_distribution_is_enabled_once_every_edge_knows_whatever_crashes() {
        Stage.crashedEverywhere(EdgeActionsTest::disabled, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("distribution EDFDVBD6EXAMPLE is enabled, and every edge knows");
            assertThat(isEnabled(stage)).isTrue();
        });
    }

    @Test
    void enabling_is_taken_back() {
        var stage = disabled();
        var facts = stage.would().facts();
        stage.done();

        assertThat(stage.undone(facts).says()).isEqualTo("distribution EDFDVBD6EXAMPLE is disabled again");
        assertThat(isEnabled(stage)).isFalse();
    }

    private static Stage stale() {
        var stage = new Stage("cloudfront.invalidate", "distribution", DISTRIBUTION, "paths", "/* /index.html");
        stage.cloud.distributions.create(DISTRIBUTION, Stage.ALLOWED);
        return stage;
    }

    @Test
    void an_invalidation_is_asked_for_once_and_waited_for_whatever_crashes() {
        Stage.crashedEverywhere(EdgeActionsTest::stale, (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(stage.cloud.distributions.invalidations()).isEqualTo(1);
        });
    }

    private static Stage closed() {
        var stage = new Stage("s3.put-cors", "bucket", BUCKET, "origin", ORIGIN);
        stage.cloud.buckets.create(BUCKET, Stage.ALLOWED);
        stage.cloud.buckets.putCors(Stage.PLACE, BUCKET, List.of(OTHERS), Stage.TIMEOUT);
        return stage;
    }

    private static List<CorsRule> rules(Stage stage) {
        return stage.cloud.buckets.cors(Stage.PLACE, BUCKET, Stage.TIMEOUT);
    }

    @Test
    void a_rule_for_the_origin_is_added_once_whatever_crashes_and_those_of_others_stay() {
        Stage.crashedEverywhere(EdgeActionsTest::closed, (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(rules(stage)).hasSize(2).first().isEqualTo(OTHERS);
        });
        var stage = closed();
        var facts = stage.would().facts();
        stage.done();
        stage.undone(facts);
        assertThat(rules(stage)).containsExactly(OTHERS);
    }

    /** Two releases; the newer one is live, and its page names a chunk that nobody put there. */
    private static Stage white() {
        var stage = new Stage("s3.restore-release", "bucket", BUCKET);
        stage.cloud.buckets.create(BUCKET, Stage.ALLOWED);
        put(stage, "releases/v41/index.html", "chunk-a");
        put(stage, "releases/v41/chunk-a.js", "a");
        stage.clock.advance(Duration.ofHours(1));
        put(stage, "releases/v42/index.html", "chunk-b");
        put(stage, "releases/live", "v42\n");
        put(stage, "index.html", "chunk-b");
        put(stage, "old.js", "old");
        return stage;
    }

    private static void put(Stage stage, String key, String text) {
        stage.cloud.buckets.put(BUCKET, key, text);
    }

    @Test
    void the_release_before_is_put_back_whole_whatever_crashes() {
        Stage.crashedEverywhere(EdgeActionsTest::white, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("the front end in valine-frontend-prod is release v41");
            assertThat(stage.cloud.buckets.object(BUCKET, "index.html")).contains("chunk-a");
            assertThat(stage.cloud.buckets.object(BUCKET, "chunk-a.js")).contains("a");
            assertThat(stage.cloud.buckets.object(BUCKET, "old.js")).isEmpty();
            assertThat(stage.cloud.buckets.object(BUCKET, "releases/v42/index.html"))
                    .isPresent();
            assertThat(stage.cloud.buckets.object(BUCKET, "releases/live")).contains("v41");
        });
    }

    @Test
    void a_restored_release_is_taken_back_to_the_one_that_was_live() {
        var stage = white();
        var would = stage.would();
        assertThat(would.says())
                .isEqualTo("put the front end in valine-frontend-prod back from release v42 to v41 (2 objects)");
        stage.done();

        assertThat(stage.undone(would.facts()).says())
                .isEqualTo("the front end in valine-frontend-prod is release v42");
        assertThat(stage.cloud.buckets.object(BUCKET, "index.html")).contains("chunk-b");
    }

    @Test
    void a_release_that_leads_elsewhere_or_has_no_page_is_refused() {
        for (var bad : List.of("../v41", "v41/x", "..", "")) {
            var stage = new Stage("s3.restore-release", "bucket", BUCKET, "release", bad);
            stage.cloud.buckets.create(BUCKET, Stage.ALLOWED);
            put(stage, "releases/live", "v42");
            assertThatThrownBy(stage::plan).isInstanceOf(PortFailure.class);
        }
        var stage = white();
        stage.cloud.buckets.remove(BUCKET, "releases/v41/index.html");
        assertThat(stage.plan()).isInstanceOf(Plan.NeedsPerson.class);
    }

    @Test
    void taking_a_release_back_goes_on_whatever_crashes() {
        Stage.undoneEverywhere(EdgeActionsTest::white, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("the front end in valine-frontend-prod is release v42");
            assertThat(stage.cloud.buckets.object(BUCKET, "index.html")).contains("chunk-b");
            assertThat(stage.cloud.buckets.object(BUCKET, "chunk-a.js")).isEmpty();
        });
    }

    @Test
    void a_release_that_is_no_longer_there_leaves_the_site_as_it_is() {
        var stage = white();
        var facts = stage.would().facts();
        stage.cloud.buckets.remove(BUCKET, "releases/v41/index.html");
        stage.cloud.buckets.remove(BUCKET, "releases/v41/chunk-a.js");

        assertThat(stage.done(facts))
                .isEqualTo(new Outcome.NeedsPerson("somebody changed the release v41 meanwhile; it was not put back"));
        assertThat(stage.cloud.buckets.object(BUCKET, "index.html")).contains("chunk-b");
        assertThat(stage.cloud.buckets.object(BUCKET, "old.js")).contains("old");
    }

    @Test
    void whoever_releases_meanwhile_is_not_overwritten() {
        var stage = white();
        var facts = stage.would().facts();
        put(stage, "releases/live", "v43");
        put(stage, "index.html", "chunk-c");

        var left = "somebody made v43 live in valine-frontend-prod meanwhile; it was left so";
        assertThat(stage.done(facts)).isEqualTo(new Outcome.NeedsPerson(left));
        assertThat(stage.undone(facts)).isEqualTo(new Outcome.Failed(left));
        assertThat(stage.cloud.buckets.object(BUCKET, "index.html")).contains("chunk-c");
    }

    /** A hundred objects; a copy has another ETag than the original: they alone never tell that all is copied. */
    private static void fill(Stage stage) {
        stage.cloud.buckets.create(BUCKET, Stage.ALLOWED);
        stage.cloud.buckets.encrypt(BUCKET);
        for (var i = 0; i < 100; i++) {
            put(stage, "releases/v40/chunk-" + i + ".js", "c" + i);
        }
        put(stage, "releases/v40/index.html", "chunk-0");
        put(stage, "releases/v42/index.html", "chunk-b");
        put(stage, "releases/live", "v42");
        put(stage, "index.html", "chunk-b");
        put(stage, "old.js", "old");
    }

    @Test
    void a_release_of_many_objects_comes_to_an_end_where_copies_have_other_etags() {
        var stage = new Stage("s3.restore-release", "bucket", BUCKET, "release", "v40");
        fill(stage);
        var facts = stage.would().facts();

        assertThat(stage.done(facts).says()).isEqualTo("the front end in valine-frontend-prod is release v40");
        assertThat(stage.cloud.buckets.object(BUCKET, "chunk-99.js")).contains("c99");
        assertThat(stage.cloud.buckets.object(BUCKET, "index.html")).contains("chunk-0");
        assertThat(stage.undone(facts).says()).isEqualTo("the front end in valine-frontend-prod is release v42");
        assertThat(stage.cloud.buckets.object(BUCKET, "chunk-99.js")).isEmpty();
    }

    @Test
    void until_all_else_is_copied_the_page_is_the_old_one() {
        var stage = new Stage("s3.restore-release", "bucket", BUCKET, "release", "v40");
        fill(stage);

        assertThat(stage.acted(stage.would().facts()))
                .isEqualTo(new Outcome.Later(
                        Duration.ofSeconds(1), "61 objects are left to be copied", Map.of("copied", "chunk-44.js")));
        assertThat(stage.cloud.buckets.object(BUCKET, "index.html")).contains("chunk-b");
        assertThat(stage.cloud.buckets.object(BUCKET, "old.js")).contains("old");
    }

    @Test
    void a_log_is_searched_for_words_and_what_it_says_breaks_no_line() {
        var stage = new Stage("logs.search", "group", "/aws/lambda/valine-prod-api", "for", "pre\"signed");
        stage.cloud.logs.create("/aws/lambda/valine-prod-api");
        stage.cloud.logs.write("/aws/lambda/valine-prod-api", Stage.NOON.minusSeconds(60), "a pre\"signed\nURL");
        stage.cloud.logs.write("/aws/lambda/valine-prod-api", Stage.NOON.minusSeconds(50), "well");

        assertThat(stage.done().says())
                .isEqualTo("/aws/lambda/valine-prod-api has 1 lines with \"pre\"signed\" of the last 15 min:"
                        + " a pre\"signed URL");
    }
}
