package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.console.ConsoleHandler;
import tocsin.incident.IncidentRef;
import tocsin.page.Link;
import tocsin.page.Sns;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.testing.Interference;
import tocsin.testing.TestingWeb;

/** The link in a message: what it opens, what its buttons do, and all that it does not do. */
class LinkTest {
    private static final String KEY = "a key of the links that nobody knows";
    private static final String FORMER = "the key of the links before this one";
    private static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
    private static final IncidentRef DB = new IncidentRef("prod/db", 1);
    private static final String CONFIGURED =
            "links: { key: \"secret:tocsin/links\", former: \"secret:tocsin/links-former\" }\n";

    private final World world = world(CONFIGURED);

    private static World world(String configured) {
        return new World(
                Valine.paging(text -> text.replaceFirst("(?m)^links: .*\n", configured)), new Interference() {});
    }

    @BeforeEach
    void the_keys_are_known() {
        world.ports.secrets.set("tocsin/links", KEY);
        world.ports.secrets.set("tocsin/links-former", FORMER);
    }

    private static String link(String person, Instant until) {
        return new Link(DB, person, until).token(KEY);
    }

    private static String link(String person) {
        return link(person, World.START.plus(Duration.ofHours(12)));
    }

    private Page looks(String token) {
        return page(world.http("GET", "/l/" + token, JsonObject.create(), "", ""));
    }

    private Page presses(String token, String form) {
        var headers = JsonObject.create().add("content-type", "application/x-www-form-urlencoded");
        return page(world.http("POST", "/l/" + token, headers, form, ""));
    }

    private record Page(int status, String type, JsonObject headers, String body) {
        /** What a button of the page sends. */
        String form(String does) {
            var form = Pattern.compile("<form[^>]*>(.*?)</form>", Pattern.DOTALL)
                    .matcher(body)
                    .results()
                    .map(match -> match.group(1))
                    .filter(fields -> fields.contains("value=\"" + does + "\""))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no button " + does + " on " + body));
            return Pattern.compile("name=\"([^\"]*)\" value=\"([^\"]*)\"")
                    .matcher(form)
                    .results()
                    .map(field -> field.group(1) + "=" + URLEncoder.encode(field.group(2), StandardCharsets.UTF_8))
                    .reduce((one, other) -> one + "&" + other)
                    .orElseThrow();
        }
    }

    private static Page page(JsonObject answer) {
        return new Page(
                Integer.parseInt(answer.extract("statusCode", "0")),
                answer.extract("headers.content-type", ""),
                (JsonObject) answer.extractNode("headers"),
                answer.extract("body", ""));
    }

    private void alarm() {
        world.send(Valine.sample("db-connections.eventbridge"));
        world.run();
    }

    /** The run of the pool's runbook has looked, and asks. */
    private void asks() {
        world.production.leak(80);
        alarm();
        world.until(() -> story().anyMatch(line -> line.startsWith("run asks: ")), Duration.ofMinutes(5));
        assertThat(story()).anyMatch(line -> line.startsWith("run asks: "));
    }

    private Stream<String> story() {
        return world.stories().map(World::line);
    }

    private List<Row> rows() {
        return world.ports.table.rows();
    }

    /** A page that says why, and nothing done. */
    private void refused(Page page, int status, List<Row> before) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.type()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).contains("Nothing was done").doesNotContain("<form");
        assertThat(rows()).isEqualTo(before);
    }

    private String sent() {
        var body = JsonNodeMapper.builder()
                .build()
                .fromJsonObject(String.valueOf(world.ports.web.calls().stream()
                        .filter(call -> call.uri().getPath().contains("enqueue"))
                        .findFirst()
                        .orElseThrow()
                        .body()));
        return ((JsonArray) body.extractNode("links")).elements().getFirst().extract("href");
    }

    private JsonObject picture(String token) {
        var query = JsonObject.create().add("picture", "");
        var event = Invocation.http("GET", "/l/" + token, query, JsonObject.create(), "", "");
        return Invocation.invoke(new ConsoleHandler(world.ports), event);
    }

    @Test
    void shows_the_metrics_picture_from_two_hours_before_and_only_to_whoever_has_the_link() {
        alarm();
        world.pass(Duration.ofMinutes(1));

        assertThat(looks(link("owner")).body())
                .contains("<img src=\"?picture\"")
                .contains("alt=\"The metric of valine");
        var answer = picture(link("owner"));
        assertThat(answer.extract("headers.content-type", "")).isEqualTo("image/png");
        assertThat(answer.extract("isBase64Encoded", false)).isTrue();
        assertThat(new String(Base64.getDecoder().decode(answer.extract("body", "")), StandardCharsets.UTF_8))
                .contains("threshold 80.0, from ");
        assertThat(picture("forged").extract("statusCode", "0")).isEqualTo("403");
    }

    @Test
    void the_link_in_the_page_opens_the_incident_and_its_button_acknowledges() {
        alarm();
        assertThat(sent()).startsWith("https://tocsin.example/l/");
        var token = sent().substring("https://tocsin.example/l/".length());

        var page = looks(token);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>P1 db-1 everything that reads or writes</h1>")
                .contains("Because the pool is nearly full. Since 2026-02-02 03:12:20 UTC (just now).")
                .contains("valine-prod-db-connections 93 (threshold 80), P1 since 2026-02-02 03:12:12 UTC")
                .contains("Nobody has it.")
                .contains("opened: db-1 opened as P1");

        var pressed = presses(token, page.form("acknowledge"));
        assertThat(pressed.status()).isEqualTo(200);
        assertThat(pressed.body()).contains("db-1 is team&#39;s").contains("team has it since");
        assertThat(story()).contains("acknowledged: team has it (by link) [team]");
        world.run();
        assertThat(world.alerts()).containsExactly("tocsin-prod/db-1-1 ACKNOWLEDGED, rang 1");
    }

    @Test
    void a_link_to_one_person_acts_in_that_persons_name() {
        alarm();

        presses(link("owner"), "do=acknowledge");

        assertThat(story()).contains("acknowledged: owner has it (by link) [owner]");
        assertThat(looks(link("owner")).body()).contains("This link acts in the name of owner");
    }

    private List<String> rings() {
        return world.ports.sns.published().stream()
                .filter(Sns.ToPhone.class::isInstance)
                .map(Sns.Publication::text)
                .toList();
    }

    @Test
    void it_is_given_to_somebody_else_who_is_rung_and_has_it_by_their_own_link() {
        alarm();
        presses(link("ann"), "do=acknowledge");
        world.run();
        assertThat(looks(link("ann")).body()).contains("<option>owner</option>");

        var pressed = presses(link("ann"), "do=reassign&to=owner");
        world.run();

        assertThat(pressed.status()).isEqualTo(200);
        assertThat(pressed.body()).contains("owner is to have it, and has not acknowledged yet");
        assertThat(rings()).singleElement().asString().contains("P1 db-1 everything");
        assertThat(presses(link("ann"), "do=reassign&to=nobody").status()).isEqualTo(409);

        presses(link("owner"), "do=acknowledge");
        world.pass(Duration.ofMinutes(5));

        assertThat(rings()).as("once").hasSize(1);
        assertThat(story())
                .contains(
                        "reassigned: from ann to owner, by ann [ann]", "acknowledged: owner has it (by link) [owner]");
    }

    @Test
    void looking_changes_nothing_whoever_looks_and_how_often() {
        asks();
        var before = rows();

        for (var method : List.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "get", "post")) {
            for (var path : List.of("", "?do=acknowledge", "/acknowledge")) {
                var headers =
                        JsonObject.create().add("purpose", "prefetch").add("user-agent", "Slackbot-LinkExpanding");
                world.http(method, "/l/" + link("owner") + path, headers, "do=acknowledge", ANN);
            }
        }

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void what_is_kept_holds_no_link_also_where_the_channel_quotes_it() {
        var link = Pattern.compile("https://tocsin\\.example/l/[A-Za-z0-9_-]+");
        world.ports.web.answering(call -> TestingWeb.answer(
                400,
                "no such place: "
                        + link.matcher(String.valueOf(call.body()))
                                .results()
                                .map(MatchResult::group)
                                .findFirst()
                                .orElse("none")));
        alarm();
        world.pass(Duration.ofMinutes(2));

        assertThat(sent()).matches(link);
        assertThat(rows().toString())
                .contains("no such place: https://tocsin.example/l/?")
                .doesNotContainPattern(link)
                .doesNotContain(sent().substring(sent().lastIndexOf('/')), KEY);
    }

    @Test
    void a_forged_one_is_refused() {
        asks();
        var before = rows();
        var good = link("owner");
        var other = new Link(DB, "owner", World.START.plus(Duration.ofHours(12)));

        for (var token : List.of(
                other.token("a key that somebody else has made up"), "x", "db-1", "..", "%2e%2e", "A".repeat(2_000))) {
            refused(looks(token), 403, before);
            refused(presses(token, "do=acknowledge"), 403, before);
        }
        for (var at = 0; at < good.length(); at++) {
            for (var letter : List.of('A', 'z', '-')) {
                if (good.charAt(at) != letter) {
                    var changed = good.substring(0, at) + letter + good.substring(at + 1);
                    refused(presses(changed, "do=acknowledge"), 403, before);
                }
            }
        }
    }

    @Test
    void one_that_was_cut_or_lengthened_is_refused() {
        asks();
        var before = rows();
        var good = link("owner");

        for (var end = 1; end < good.length(); end++) {
            refused(presses(good.substring(0, end), "do=halt"), 403, before);
        }
        for (var person : List.of("ann", "anna", "owner")) { // of the three lengths that base64 tells apart
            assertThat(looks(link(person)).status()).isEqualTo(200);
            for (var more : List.of("A", "AA", "AAAA", "=", "==", ".")) {
                refused(presses(link(person) + more, "do=halt"), 403, before);
            }
        }
    }

    @Test
    void another_spelling_of_the_same_bytes_is_refused() {
        asks();
        var before = rows();
        var good = link("ann");
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        for (var last : letters.split("", -1)) {
            var spelled = good.substring(0, good.length() - 1) + last;
            if (!last.isEmpty() && !spelled.equals(good)) {
                refused(presses(spelled, "do=halt"), 403, before);
            }
        }
    }

    @Test
    void one_that_has_ended_is_refused_from_its_last_second_on() {
        asks();
        var now = world.ports.clock.instant();
        var before = rows();

        assertThat(looks(link("owner", now.plusSeconds(1))).status()).isEqualTo(200);
        refused(looks(link("owner", now)), 410, before);
        refused(presses(link("owner", now), "do=acknowledge"), 410, before);
        refused(presses(link("owner", now.minus(Duration.ofDays(400))), "do=halt"), 410, before);
    }

    @Test
    void when_the_incident_is_over_its_link_does_nothing_more_also_not_to_the_next_one() {
        alarm();
        assertThat(presses(link("owner"), "do=acknowledge").status()).isEqualTo(200);
        world.http("POST", "/api/v1/incidents/db-1/resolve", JsonObject.create(), "{\"for\":\"1m\"}", ANN);
        world.run();
        var over = rows();

        refused(looks(link("owner")), 410, over);
        refused(presses(link("owner"), "do=acknowledge"), 410, over);
        refused(presses(link("owner"), "do=halt"), 410, over);

        world.pass(Duration.ofMinutes(3));
        assertThat(story()).anyMatch(line -> line.startsWith("opened: db-2 opened"));
        var next = rows();
        refused(presses(link("owner"), "do=acknowledge"), 410, next);
    }

    @Test
    void a_link_of_one_incident_answers_no_run_of_another() {
        asks();
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.run();
        var asked = looks(link("owner")).form("approve");
        var other = new Link(new IncidentRef("prod/frontend", 1), "owner", World.START.plus(Duration.ofHours(1)));
        var before = rows();

        refused(presses(other.token(KEY), asked), 410, before);
        var of = new Link(new IncidentRef("prod/api", 1), "owner", World.START.plus(Duration.ofHours(1)));
        var answer = presses(of.token(KEY), asked);
        assertThat(answer.status()).isIn(409, 410);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void who_has_read_the_plan_approves_of_just_that() {
        asks();
        var page = looks(link("owner"));
        assertThat(page.body())
                .contains("<h2>db-1/1 asks</h2>")
                .contains("may it end the connections of project-valine-prod that are idle");

        var pressed = presses(link("owner"), page.form("approve"));

        assertThat(pressed.status()).as(pressed.body()).isEqualTo(200);
        assertThat(pressed.body()).contains("db-1/1 is approved");
        assertThat(story()).anyMatch(line -> line.startsWith("run: db-1/1: approved by owner by link"));
        world.pass(Duration.ofMinutes(2));
        assertThat(world.production.changes()).isNotEmpty();
    }

    @Test
    void who_has_read_something_else_approves_of_nothing() {
        asks();
        var before = rows();
        var form = looks(link("owner")).form("approve");

        for (var other : List.of(
                form.replaceFirst("read=[0-9a-f]+", "read=" + "0".repeat(64)),
                form.replaceFirst("&?read=[0-9a-f]+", ""),
                form.replaceFirst("read=[0-9a-f]+", "read="),
                form.replaceFirst("run=1", "run=2"))) {
            assertThat(presses(link("owner"), other).status()).as(other).isEqualTo(409);
        }
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void the_same_press_told_again_does_it_once() {
        asks();
        var form = looks(link("owner")).form("approve");
        presses(link("owner"), form);
        world.run();
        var once = rows();

        assertThat(presses(link("owner"), form).status()).isEqualTo(409);
        assertThat(rows()).isEqualTo(once);
    }

    @Test
    void a_plan_is_refused_and_everything_is_halted() {
        asks();
        var page = looks(link("owner"));

        assertThat(presses(link("owner"), page.form("refuse")).body()).contains("db-1/1 is rejected");
        assertThat(story()).anyMatch(line -> line.contains("rejected by owner by link"));
        assertThat(presses(link("owner"), page.form("halt")).body())
                .contains("halted: no run makes another change")
                .contains("All runs are halted, by owner by link")
                .doesNotContain("Halt all runs");
        assertThat(world.ports.table.row(Keys.HALT)).isNotNull();
        assertThat(world.production.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "do",
                "do=",
                "do=resolve",
                "do=resume",
                "DO=acknowledge&do=x",
                "do=approve",
                "do=approve&run=x",
                "%",
                "&&=&"
            })
    void what_no_button_says_does_nothing(String form) {
        asks();
        var before = rows();

        refused(presses(link("owner"), form), 400, before);
    }

    @Test
    void a_form_that_is_too_large_does_nothing() {
        alarm();
        var before = rows();

        refused(presses(link("owner"), "do=acknowledge&x=" + "y".repeat(30_000)), 413, before);
    }

    @Test
    void what_an_alarm_says_is_text_and_never_markup() {
        var evil = "<script>alert(1)</script>\\\" onclick=x &amp; <img src=x> \\u202e\\u0007@everyone";
        world.send(Valine.sample("db-connections.eventbridge")
                .replaceFirst("Threshold Crossed: [^\"]*", Matcher.quoteReplacement(evil))
                .replace("\"alarmName\": \"valine-prod-db-connections\"", "\"alarmName\": \"" + evil + "\""));
        world.run();

        var body = looks(link("owner")).body();

        assertThat(body)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onclick=x &amp;amp; &lt;img src=x&gt; ?");
        assertThat(body).doesNotContain("<script", "<img src=x", "\u202e", "\u0007");
    }

    @Test
    void the_page_runs_nothing_loads_nothing_from_elsewhere_and_is_kept_and_told_by_nobody() throws Exception {
        alarm();

        var page = looks(link("owner"));

        assertThat(page.headers().extract("content-security-policy", ""))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .endsWith("; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        var style = page.body()
                .substring(page.body().indexOf("<style>") + 7, page.body().indexOf("</style>"));
        var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(page.headers().extract("content-security-policy", ""))
                .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        assertThat(page.headers().extract("cache-control", "")).isEqualTo("no-store");
        assertThat(page.headers().extract("referrer-policy", "")).isEqualTo("no-referrer");
        assertThat(page.headers().extract("x-robots-tag", "")).isEqualTo("noindex, nofollow");
        assertThat(page.headers().extract("x-frame-options", "")).isEqualTo("DENY");
        assertThat(page.body().replace("<img src=\"?picture\"", "")) // of here, by the same link
                .doesNotContain("http", "src=", "<script", "<link", "style=", link("owner"));
    }

    @Test
    void a_link_signed_by_the_former_key_is_taken_as_long_as_that_is_named() {
        alarm();
        var old = new Link(DB, "owner", World.START.plus(Duration.ofHours(1))).token(FORMER);
        assertThat(looks(old).status()).isEqualTo(200);

        world.ports.secrets.set("tocsin/links-former", "another that was never used at all");
        assertThat(looks(old).status()).isEqualTo(403);
    }

    @Test
    void without_links_pages_have_none_and_nothing_is_open() {
        var closed = world("");
        closed.send(Valine.sample("db-connections.eventbridge"));
        closed.run();

        assertThat(closed.ports.web.calls())
                .noneMatch(call -> String.valueOf(call.body()).contains("/l/"));
        var answer = page(closed.http("POST", "/l/" + link("owner"), JsonObject.create(), "do=acknowledge", ""));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(closed.alerts()).containsExactly("tocsin-prod/db-1-1 TRIGGERED, rang 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "short"})
    void a_key_that_cannot_be_used_holds_back_no_page(String secret) {
        var blind = world("links: { key: \"secret:tocsin/" + secret + "\" }\n");
        blind.ports.secrets.set("tocsin/short", "too short");
        blind.send(Valine.sample("db-connections.eventbridge"));
        blind.run();

        assertThat(blind.alerts()).containsExactly("tocsin-prod/db-1-1 TRIGGERED, rang 1");
        assertThat(blind.ports.web.calls())
                .noneMatch(call -> String.valueOf(call.body()).contains("/l/"));
        assertThat(page(blind.http("GET", "/l/" + link("owner"), JsonObject.create(), "", ""))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void another_program_that_knows_the_key_makes_the_same_link() throws IOException, InterruptedException {
        alarm();
        var python = """
                import base64, hashlib, hmac, struct, sys
                key, until = sys.argv[1].encode(), int(sys.argv[2])
                def text(t): return struct.pack(">H", len(t)) + t
                said = b"\\x01\\x01" + struct.pack(">qq", until, 1) + text(b"prod/db") + text(b"owner")
                mac = hmac.new(key, b"tocsin link\\n" + said, hashlib.sha256).digest()
                print(base64.urlsafe_b64encode(said + mac).rstrip(b"=").decode(), end="")
                """;
        var until = World.START.plus(Duration.ofHours(12));
        var process = new ProcessBuilder("python3", "-c", python, KEY, Long.toString(until.getEpochSecond())).start();
        var made = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(made).isEqualTo(link("owner"));
    }
}
