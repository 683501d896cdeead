package tocsin.configure;

import static java.util.regex.Matcher.quoteReplacement;
import static java.util.regex.Pattern.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Finding;
import tocsin.config.Known;
import tocsin.config.Pattern;
import tocsin.runbook.Given;
import tocsin.runbook.Runbook;

/** A runbook that can be run, and each kind of mistake once with what is said of it. */
class RunbookReaderTest {
    private static final String GOOD = """
            ---
            when: { metric: [DatabaseConnections] }
            ---
            # The pool is empty

            The API answers 500.

            ## Count
            Look first.
            ```step
            id: open
            postgres.count-connections: { database: ${service.database} }
            ```
            ## End what idles
            ```sql
            select 1;
            ```
            1. In a list too:
               ```step
               if: { open.count: [{ numeric: [">", 80] }] }
               postgres.end-idle-connections: { database: ${service.database}, idle-for: 10m }
               ```
            ## Proof
            ```proof
            alarm: ok
            probe: well
            within: 10m
            for: 5m
            ```
            """;

    private static final Known KNOWN =
            new Known(List.of("prod"), List.of("api", "db"), List.of("111122223333"), List.of("us-west-2"));
    private static final Resources RESOURCES = new Resources(Map.of(
            "db",
            Map.of(
                    "database",
                    "project-valine-prod",
                    "login",
                    "iam:tocsin",
                    "machine",
                    "deploy-${stage}",
                    "deploy",
                    "arn:aws:states:us-west-2:111122223333:stateMachine:valine-deploy-${stage}"),
            "api",
            Map.of("function", "valine-prod-api", "alias", "live")));

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void a_good_one_is_read_whole() {
        var runbook = read(GOOD).orElseThrow();

        assertThat(findings).isEmpty();
        assertThat(runbook)
                .isEqualTo(new Runbook(
                        "pool",
                        "The pool is empty",
                        new Pattern("{\"metric\":[\"DatabaseConnections\"]}"),
                        List.of(
                                new Runbook.Step(
                                        "open",
                                        "Count",
                                        "Look first.",
                                        "postgres.count-connections",
                                        Map.of("database", "${service.database}"),
                                        null,
                                        10),
                                new Runbook.Step(
                                        "end-idle-connections",
                                        "End what idles",
                                        "```sql\nselect 1;\n```\n1. In a list too:",
                                        "postgres.end-idle-connections",
                                        Map.of("database", "${service.database}", "idle-for", "10m"),
                                        new Given("{\"open.count\":[{\"numeric\":[\">\",80]}]}"),
                                        19)),
                        new Runbook.Proof(true, true, Duration.ofMinutes(10), Duration.ofMinutes(5), 24)));
    }

    @Test
    void without_front_matter_it_is_only_run_by_hand() {
        assertThat(read(GOOD.substring(GOOD.indexOf("# The pool")))
                        .orElseThrow()
                        .when())
                .isNull();
    }

    @Test
    void front_matter_that_is_wrong() {
        assertThat(with("when: { metric: [DatabaseConnections] }", "when: { metric: [x }"))
                .singleElement()
                .asString()
                .startsWith("runbooks/pool.md:2: error: is not YAML: ");
        assertThat(with("when: { metric", "whem: { metric"))
                .containsExactly("runbooks/pool.md:2: error: whem: there is no such field; did you mean \"when\"?");
        assertThat(with("metric: [DatabaseConnections]", "service: [dbb]"))
                .singleElement()
                .asString()
                .startsWith("runbooks/pool.md:2: error: when.service");
        assertThat(with("metric: [DatabaseConnections]", "alarm: [\"x-${stage}\"]"))
                .containsExactly("runbooks/pool.md:2: error: when: ${stage} means nothing here");
        assertThat(with("]\n}\n---\n".replace("]\n}", "] }"), "] }\n"))
                .contains("runbooks/pool.md:1: error: the front matter that begins here has no end: a line ---");
    }

    @Test
    void a_title_and_a_step_are_needed() {
        assertThat(with("# The pool is empty", "The pool is empty"))
                .containsExactly("runbooks/pool.md:1: error: lacks a title: # What is wrong");
        read("# Nothing to do\n");
        assertThat(texts())
                .containsExactly("runbooks/pool.md:1: error: has no step: a fenced block ```step with an action");
    }

    @Test
    void an_action_that_there_is_not() {
        assertThat(with("postgres.count-connections", "postgres.count-connection"))
                .contains("runbooks/pool.md:12: error: postgres.count-connection: there is no such action;"
                        + " did you mean \"postgres.count-connections\"?");
        assertThat(with("postgres.count-connections", "shell.run"))
                .element(0)
                .asString()
                .startsWith("runbooks/pool.md:12: error: shell.run: there is no such action; there is postgres.");
    }

    @Test
    void one_action_a_step() {
        assertThat(with("id: open\n", "id: open\nwait: { for: 1m }\n"))
                .contains("runbooks/pool.md:10: error: one action a step, and here are wait,"
                        + " postgres.count-connections");
        assertThat(with("postgres.count-connections: { database: ${service.database} }\n", ""))
                .contains(
                        "runbooks/pool.md:10: error: a step without an action; expected ACTION: { PARAMETER: VALUE }");
    }

    @Test
    void parameters_that_are_wrong() {
        assertThat(with("idle-for: 10m", "idle-fro: 10m"))
                .containsExactlyInAnyOrder(
                        "runbooks/pool.md:21: error: postgres.end-idle-connections: there is no parameter idle-fro;"
                                + " did you mean \"idle-for\"?",
                        "runbooks/pool.md:21: error: postgres.end-idle-connections: lacks idle-for");
        assertThat(with("idle-for: 10m", "idle-for: 10 minutes"))
                .containsExactly("runbooks/pool.md:21: error: postgres.end-idle-connections.idle-for: \"10 minutes\";"
                        + " expected a time: 90s, 10m, 2h");
        assertThat(with("idle-for: 10m", "idle-for: 0m"))
                .containsExactly("runbooks/pool.md:21: error: postgres.end-idle-connections.idle-for: \"0m\";"
                        + " expected a time: 90s, 10m, 2h");
        assertThat(with("idle-for: 10m", "idle-for: [10m]"))
                .containsExactly("runbooks/pool.md:21: error: postgres.end-idle-connections.idle-for: [\"10m\"];"
                        + " expected a time: 90s, 10m, 2h");
    }

    @Test
    void references_to_what_there_is_not() {
        assertThat(with(
                        "count-connections: { database: ${service.database} }",
                        "count-connections: { database: ${service.databse} }"))
                .containsExactly("runbooks/pool.md:12: error: postgres.count-connections.database: ${service.databse}:"
                        + " no service has such a resource; did you mean \"database\"?");
        assertThat(with(
                        "count-connections: { database: ${service.database} }",
                        "count-connections: { database: ${services.dbx.database} }"))
                .containsExactly("runbooks/pool.md:12: error: postgres.count-connections.database:"
                        + " ${services.dbx.database}: there is no such service; did you mean \"db\"?");
        assertThat(with(
                        "count-connections: { database: ${service.database} }",
                        "count-connections: { database: ${other.count} }"))
                .containsExactly("runbooks/pool.md:12: error: postgres.count-connections.database: ${other.count}:"
                        + " no step above gives it; there is none");
    }

    @Test
    void conditions_that_can_never_hold() {
        assertThat(with("{ open.count: [{", "{ open.cuont: [{"))
                .containsExactly("runbooks/pool.md:20: error: if: no step above gives open.cuont;"
                        + " did you mean \"open.count\"?");
        assertThat(with("numeric: [\">\", 80]", "numeric: [\"over\", 80]"))
                .singleElement()
                .asString()
                .startsWith("runbooks/pool.md:20: error: if: is no pattern: ");
    }

    @Test
    void a_step_that_is_not_yaml() {
        assertThat(with("id: open", "id: [open"))
                .element(0)
                .asString()
                .startsWith("runbooks/pool.md:")
                .contains("error: is not YAML: ");
    }

    @Test
    void names_of_steps() {
        assertThat(with("if: {", "id: open\n   if: {"))
                .contains("runbooks/pool.md:20: error: id: another step is called open");
        assertThat(with("id: open", "id: \"Open it\""))
                .contains("runbooks/pool.md:11: error: id: \"Open it\"; expected a name such as end-idle");
    }

    @Test
    void what_changes_something_needs_a_proof_that_users_feel() {
        assertThat(with("probe: well\n", ""))
                .containsExactly("runbooks/pool.md:24: error: rests on DatabaseConnections alone, which"
                        + " postgres.end-idle-connections lowers by itself; expected probe: well, what users feel");
        assertThat(with("alarm: ok", "alarm: gone"))
                .containsExactly("runbooks/pool.md:25: error: proof.alarm: \"gone\"; expected ok");
        assertThat(with("within: 10m\n", ""))
                .containsExactly("runbooks/pool.md:24: error: proof.within: is missing; expected a time: 10m");
        assertThat(with("for: 5m", "form: 5m"))
                .containsExactly(
                        "runbooks/pool.md:24: error: proof.for: is missing; expected a time: 10m",
                        "runbooks/pool.md:28: error: proof.form: there is no such field; did you mean \"for\"?");
        assertThat(with(GOOD.substring(GOOD.indexOf("```proof")), ""))
                .containsExactly("runbooks/pool.md:1: error: changes something and has no ```proof");
        assertThat(with("## Proof", GOOD.substring(GOOD.indexOf("```proof"))))
                .containsExactly("runbooks/pool.md:30: error: a second proof; the other is in line 23");
    }

    @Test
    void a_block_that_would_only_be_shown() {
        assertThat(with("```proof", "```Proof"))
                .containsExactly("runbooks/pool.md:24: error: ```Proof is only shown; did you mean \"proof\"?");
    }

    @Test
    void a_step_that_no_way_leads_to() {
        assertThat(with("numeric: [\">\", 80]", "numeric: [\"<\", 0]"))
                .containsExactly("runbooks/pool.md:19: error: no way leads to \"end-idle-connections\": its if never"
                        + " holds: {\"open.count\":[{\"numeric\":[\"<\",0]}]}");
        var contrary = """
                ```step
                if: { open.count: [{ numeric: ["<", 10] }], end-idle-connections.count: [{ exists: true }] }
                person.tell: { text: both }
                ```
                ## Proof""";
        assertThat(with("## Proof", contrary))
                .singleElement()
                .asString()
                .startsWith("runbooks/pool.md:23: error: no way leads to \"tell\": its if never holds: ");
        assertThat(with("open.count: [{ numeric: [\">\", 80] }]", "open.count: [many]"))
                .hasSize(1);
        assertThat(withFirst("http.probe: { url: \"http://127.0.0.1\" }", "{ first.well: [maybe] }"))
                .hasSize(1);
        assertThat(withFirst("http.probe: { url: \"http://127.0.0.1\" }", "{ first.well: [no] }"))
                .isEmpty();
    }

    @Test
    void a_step_after_one_that_hands_over() {
        var handOver = "id: first\nrunbook.hand-over: { runbook: pool, service: db }";

        assertThat(with("id: open\n", handOver + "\n```\n```step\nid: open\n"))
                .contains(
                        "runbooks/pool.md:14: error: no way leads to \"open\": the hand-over in line 10 ends the run");
    }

    @Test
    void a_step_that_needs_what_a_step_left_out_has_not_given() {
        var needing = "```step\nid: said\nperson.tell: { text: \"${end-idle-connections.count}\" }\n```\n## Proof";

        assertThat(with("## Proof", needing))
                .containsExactly("runbooks/pool.md:23: error: needs ${end-idle-connections.count}, and may be reached"
                        + " when the step that gives it is left out; expected an if that asks for it");
    }

    @Test
    void numbers_and_secrets_that_are_none() {
        assertThat(with("## Proof", "```step\nrds.scale: { database: x, storage: lots }\n```\n## Proof"))
                .containsExactly(
                        "runbooks/pool.md:24: error: rds.scale.storage: \"lots\"; expected GiB, a whole number");
        assertThat(with("## Proof", "```step\ndiscord.check-token: { token: abc }\n```\n## Proof"))
                .containsExactly("runbooks/pool.md:24: error: discord.check-token.token: a text; expected secret:NAME");
        assertThat(with("## Proof", "```step\ndiscord.check-token: { token: \"${service.login}\" }\n```\n## Proof"))
                .singleElement()
                .asString()
                .endsWith("expected secret:NAME");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rds.scale: { database: x, class: bigger }|class: "bigger"; expected larger, smaller, or a class
            rds.scale: { database: x, class: t4g.large }|class: "t4g.large"; expected larger, smaller, or a class
            rds.scale: { database: x, when: later }|when: "later"; expected now or window
            lambda.set-concurrency: { function: x, concurrency: lots }|concurrency: "lots"; expected a number, or none
            cloudfront.invalidate: { distribution: E1, paths: index.html }|paths: "index.html"; expected paths such as
            cloudfront.invalidate: { distribution: E1, paths: "/a b" }|paths: "/a b"; expected paths such as
            lambda.invoke: { function: x, payload: "{a: 1" }|payload: "{a: 1"; expected JSON
            lambda.invoke: { function: x, payload: "{} {}" }|payload: "{} {}"; expected JSON
            lambda.invoke: { function: x, payload: { a: 1 } }|payload: {"a":1}; expected JSON
            stepfunctions.run: { machine: deploy }|machine: "deploy"; expected a state machine's ARN
            stepfunctions.run: { machine: "${service.machine}" }|machine: "${service.machine}" stands for "deploy-prod"
            s3.check-cors: { bucket: x-y-z, origin: "https://a/" }|origin: "https://a/"; expected an origin such as
            person.approve: { ask: " " }|ask: ""; expected a text for people, at most 1000 characters
            person.do: { do: "" }|do: ""; expected a text for people, at most 1000 characters
            postgres.vacuum-analyze: { database: x, table: "a b" }|table: "a b"; expected the name of a table
            ssm.automation: { document: x, parameters: "A" }|parameters: "A"; expected NAME=VALUE
            logs.search: { group: x, since: 2d }|since: "2d"; expected a time from 1s to 1d
            """)
    void a_value_that_has_not_the_form_that_its_action_expects_is_named_with_what_is_expected(
            String step, String problem) {
        assertThat(with("## Proof", "```step\n" + step + "\n```\n## Proof"))
                .singleElement()
                .asString()
                .startsWith("runbooks/pool.md:24: error: " + step.substring(0, step.indexOf(':')) + "." + problem);
    }

    @Test
    void a_text_that_nobody_would_read_to_its_end_is_refused_and_shown_cut() {
        assertThat(with("## Proof", "```step\nperson.tell: { text: " + "x".repeat(1_001) + " }\n```\n## Proof"))
                .containsExactly("runbooks/pool.md:24: error: person.tell.text: \"" + "x".repeat(97)
                        + "...\"; expected a text for people, at most 1000 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rds.scale: { database: x, class: db.r6g.xlarge, storage: 200, when: window }",
                "lambda.set-concurrency: { function: x, concurrency: none }",
                "lambda.set-concurrency: { function: x, concurrency: \"${open.count}\" }",
                "cloudfront.invalidate: { distribution: E1, paths: \"/index.html /assets/*\" }",
                "lambda.invoke: { function: x, payload: '{\"of\": \"${service.database}\"}' }",
                "stepfunctions.run: { machine: \"${service.deploy}\", input: '{\"n\": ${open.count}}' }",
            })
    void a_value_that_has_its_form_or_whose_form_only_a_run_can_tell_is_taken(String step) {
        assertThat(read(GOOD.replace("## Proof", "```step\n" + step + "\n```\n## Proof")))
                .as(findings.toString())
                .isPresent();
        assertThat(findings).isEmpty();
    }

    @Test
    void without_a_proof_it_may_only_be_in_the_shadow_and_the_rest_is_looked_at_all_the_same() {
        var unproven = GOOD.substring(0, GOOD.indexOf("## Proof"));

        assertThat(read(unproven, false)).isPresent();
        assertThat(texts())
                .containsExactly("runbooks/pool.md:1: warning: changes something and has no ```proof: it may only be"
                        + " in the shadow until it has one");
        assertThat(read(unproven.replace("[\">\", 80]", "[\"<\", 0]"), false)).isEmpty();
    }

    @Test
    void a_hand_over_that_a_change_may_come_before_is_refused_since_that_change_would_never_be_proven() {
        var over = "```step\nid: over\nif: { open.count: [{ numeric: [\"%s\", 80] }] }\n"
                + "runbook.hand-over: { runbook: other, service: db }\n```\n## Proof";

        assertThat(with("## Proof", over.formatted(">=")))
                .containsExactly("runbooks/pool.md:23: error: hands over, and may be reached after the change in line"
                        + " 19, whose proof nobody would ask for then; expected an if that leaves it out there");
        assertThat(read(GOOD.replace("## Proof", over.formatted("<=")))).isPresent();
    }

    @Test
    void a_proof_that_rests_on_what_the_change_lowers() {
        assertThat(with("probe: well\n", ""))
                .containsExactly("runbooks/pool.md:24: error: rests on DatabaseConnections alone, which"
                        + " postgres.end-idle-connections lowers by itself; expected probe: well, what users feel");
        assertThat(with("alarm: ok\n", ""))
                .containsExactly("runbooks/pool.md:24: error: is not enough for what an alarm starts; expected"
                        + " alarm: ok beside probe: well");
        assertThat(read(GOOD.substring(GOOD.indexOf("# The pool")).replace("alarm: ok\n", "")))
                .as("run by hand, no alarm could be OK")
                .isPresent();
    }

    private List<String> withFirst(String action, String given) {
        read(GOOD.replace("id: open\n", "id: first\n" + action + "\n```\n```step\nid: open\n")
                .replace("{ open.count: [{ numeric: [\">\", 80] }] }", given));
        return texts();
    }

    private Optional<Runbook> read(String text) {
        return read(text, true);
    }

    private Optional<Runbook> read(String text, boolean acts) {
        findings.clear();
        return RunbookReader.read("runbooks/pool.md", "pool", text, KNOWN, RESOURCES, acts, findings);
    }

    private List<String> with(String old, String other) {
        assertThat(GOOD).contains(old);
        assertThat(read(GOOD.replaceFirst(quote(old), quoteReplacement(other)))).isEmpty();
        return texts();
    }

    private List<String> texts() {
        return findings.stream().map(Finding::toString).sorted().toList();
    }
}
