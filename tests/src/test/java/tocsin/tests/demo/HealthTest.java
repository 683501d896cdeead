package tocsin.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.Reading;
import tocsin.health.Report;
import tocsin.health.Sweeping;
import tocsin.local.product.Doors;
import tocsin.local.product.Leak;
import tocsin.local.product.Product;
import tocsin.local.product.Site;

/** The pretend product, well and broken in each way that a demonstration knows: what {@code health} says of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final int SPEED = 30; // a minute, as metrics come, is two seconds

    @TempDir
    private static Path data;

    private static Site site;

    @BeforeAll
    static void a_product_that_is_well() throws Exception {
        Files.writeString(data.resolve("secrets.yaml"), "tocsin/discord: " + Doors.TOKEN + "\n");
        site = Site.start(new Site.Settings(ROOT, data, 0, SPEED, HealthTest::rules, text -> {}, true));
    }

    private static Site.Rules rules(Doors doors) {
        var addresses = new TreeMap<String, String>();
        addresses.put("API_URL", doors.apiAddress().toString());
        addresses.put("FRONT_URL", doors.frontAddress().toString());
        addresses.put("DISCORD_API", doors.discordAddress().toString());
        var login = Map.of("services.db.resources.login", "secret:" + Product.SECRET);
        var read = (Reading.Read)
                new ConfigurationReader(ROOT).read(ROOT.resolve("tocsin.yaml"), "local", addresses, login);
        return new Site.Rules(read.configuration(), read.runbooks());
    }

    @AfterAll
    static void no_product() {
        site.close();
    }

    private static Report sweep() {
        return Objects.requireNonNull(site.local()
                .ports()
                .sweeping()
                .sweep(new Sweeping.Request(null, null, 0), PATIENCE)
                .report());
    }

    /** Waits until these layers fail, and no others. */
    private static Report failing(String... layers) throws InterruptedException {
        var until = System.nanoTime() + SOON.toNanos();
        while (true) {
            var report = sweep();
            if (report.verdict().layers().equals(List.of(layers))
                    && (layers.length > 0 || report.verdict().unknown().isEmpty())) {
                return report;
            }
            assertThat(System.nanoTime()).as(report.verdict().says()).isLessThan(until);
            Thread.sleep(200);
        }
    }

    private static JsonNode health(int code, String... more) {
        var arguments = new java.util.ArrayList<>(List.of("health", "--json", "--data", data.toString()));
        arguments.addAll(List.of(more));
        var ended = Tocsin.run(arguments.toArray(String[]::new));
        assertThat(ended.code()).as(ended.said()).isEqualTo(code);
        return JsonNodeMapper.builder()
                .build()
                .fromJson(ended.said().substring(ended.said().indexOf('{')));
    }

    @Test
    @Order(1)
    void well_it_ends_with_0_in_less_than_three_seconds() throws InterruptedException {
        failing();

        var report = health(0);

        assertThat(report.extract("took", 99_999L)).isLessThan(3_000);
        assertThat(report.extractNode("verdict", report).extract("says", "")).isEqualTo("all is well");
        assertThat(Tocsin.run("health", "--data", data.toString()).said())
                .contains("well     distribution-enabled", "is Deployed and enabled", "all is well (");
    }

    @Test
    @Order(2)
    void a_full_pool_is_the_database_and_the_API_its_symptom() throws Exception {
        var product = site.product();
        try (var leak = new Leak(product.database().application())) {
            product.api().closePool();
            leak.openAll();
            product.api().openPool();

            var report = failing("database");

            assertThat(report.verdict().causes()).contains("database-connections");
            assertThat(report.verdict().symptoms()).contains("api");
            assertThat(health(1).extract("stage", "")).isEqualTo("prod");
        }
        product.api().restart();
        failing();
    }

    @Test
    @Order(3)
    void a_white_screen_is_the_front_end() throws InterruptedException {
        site.product().frontEnd().release(false);

        var report = failing("front end");

        assertThat(report.verdict().causes()).contains("page");
        assertThat(report.verdict().says()).contains("without what it should hold");
        site.product().frontEnd().release(true);
        failing();
    }

    @Test
    @Order(4)
    void a_bucket_that_lets_nobody_in_is_the_uploads_own() throws InterruptedException {
        site.product().allowUploads(false);

        assertThat(failing("feature media").verdict().causes()).containsExactly("uploads");
        site.product().allowUploads(true);
        failing();
    }

    @Test
    @Order(5)
    void a_deployment_that_throws_is_the_API() throws InterruptedException {
        site.product().deployApi(false);

        var report = failing("API");

        assertThat(report.verdict().causes()).contains("api");
        site.product().deployApi(true);
        failing();
    }

    @Test
    @Order(6)
    void a_disabled_distribution_is_the_front_end() throws InterruptedException {
        site.product().disableFrontEnd();

        assertThat(failing("front end").verdict().causes()).contains("distribution-enabled", "page");
        site.product().parts().distributions.set("EDFDVBD6EXAMPLE", true);
        failing();
    }

    @Test
    @Order(7)
    void a_busy_processor_is_the_database() throws InterruptedException {
        site.product().demand().rise(4);

        assertThat(failing("database").verdict().causes()).containsExactly("database-cpu");
        site.product().demand().rise(1);
        failing();
    }

    @Test
    @Order(8)
    void a_bot_without_its_commands_is_the_bots_own_and_no_other_service_is_looked_at() throws InterruptedException {
        site.product().forgetCommands();

        assertThat(failing("feature bot").verdict().causes()).containsExactly("bot-commands");
        assertThat(health(0, "--service", "media").extract("stage", "")).isEqualTo("prod");
        assertThat(health(1, "--service", "bot").extract("stage", "")).isEqualTo("prod");
        assertThat(Tocsin.run("health", "--service", "nobody", "--data", data.toString())
                        .code())
                .isEqualTo(2);
    }
}
