package tocsin.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Finding;
import tocsin.config.Pushover;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.SesIdentity;
import tocsin.config.SlackChannel;
import tocsin.config.Webhook;

/** Each kind of mistake once, with what is said of it. */
class RefusedTest {
    private static final String GOOD = """
            product: valine
            paging: on
            stages:
              prod: { account: "${PROD_ACCOUNT}", regions: [us-west-2] }
              staging: { account: "444455556666", regions: [us-west-2] }
            ignore:
              - { because: scales, match: { alarm: [{ prefix: TargetTracking- }] } }
            services:
              api:
                users-lose: all
                needs: [db]
                match: { dimensions: { FunctionName: ["${service.function}"] } }
                resources: { function: "valine-${stage}-api" }
              db:
                users-lose: all
                match: { namespace: [AWS/RDS] }
            severity:
              - { P0: { service: [api], observed: [{ numeric: [">", 10] }] }, because: many fail }
              - { P2: { service: [api] }, because: some fail }
            hear:
              P0: { page: at-once }
              P1: { page: at-once }
              P2: { page: "08:00-20:00", otherwise: mail }
              P3: { mail: at-once }
            pager: { pagerduty: "secret:tocsin/pagerduty", ladder: pagerduty }
            backup: { after: 6m, unless: acknowledged, ring: [owner] }
            people:
              owner: { zone: UTC, reach: [ { sms: "secret:tocsin/phone" } ] }
            channels: { mail: "secret:tocsin/mail" }
            runbooks:
              pool: { prod: approve }
            windows:
              - { because: weekly, every: "Sun 02:00-04:00", zone: UTC, services: all, pierce: [P0] }
            flapping: 6 in 30m
            keep: { story: 400d }
            """;

    private static final String RUNBOOK = "# A checklist\n```step\nwait: { for: 1m }\n```\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void a_project() throws IOException {
        Files.createDirectories(folder.resolve("values"));
        Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(folder.resolve("values/local.yaml"), "PROD_ACCOUNT: \"111122223333\"\n");
        Files.writeString(
                folder.resolve("runbooks/pool.md"),
                "---\nwhen: { metric: [x] }\n---\n# Pool\n```step\nwait: { for: 1m }\n```\n");
    }

    @Test
    void an_alarm_that_could_not_be_made() throws IOException {
        assertThat(errors(GOOD + """
                alarms:
                  api:
                    rate: { measure: lambda-eror-rate, above: 5 }
                    slow: { measure: lambda-duration-p99, above: 5, below: 3 }
                    odd: { measure: lambda-duration-p99, above: 5, over: 90s }
                    long: { measure: lambda-duration-p99, above: 5, over: 6h, times: 5 }
                    edge: { measure: cloudfront-5xx, above: 5 }
                  web:
                    down: { measure: down, above: 0 }
                """))
                .extracting(line -> line.replaceFirst("^tocsin.yaml:[0-9]+: error: ", ""))
                .containsExactly(
                        "alarms.api.rate.measure: \"lambda-eror-rate\" is not measured; did you mean"
                                + " \"lambda-error-rate\"?",
                        "alarms.api.slow: expected one of above, below",
                        "alarms.api.odd.over: 90 s is not whole minutes",
                        "alarms.api.long: looks back for more than a day, which CloudWatch does not",
                        "alarms.api.edge: cloudfront-5xx is of a distribution, and api has none",
                        "alarms.api.edge: CloudFront is measured in us-east-1, which is no Region of prod",
                        "alarms.api.edge: CloudFront is measured in us-east-1, which is no Region of staging",
                        "alarms.web: \"web\" is no service; there is api, db");
    }

    @Test
    void a_good_one_is_not_refused() throws IOException {
        assertThat(errors(GOOD)).isEmpty();
    }

    @Test
    void what_is_not_yaml() throws IOException {
        assertThat(errors("product: valine\nstages: [\n"))
                .containsExactly(
                        "tocsin.yaml:3: error: is not YAML: expected the node content, but found '<stream end>'");
        assertThat(errors("")).containsExactly("tocsin.yaml:1: error: is empty");
    }

    @Test
    void a_file_that_is_not_there() {
        assertThat(texts(new ConfigurationReader(folder).read("local")))
                .containsExactly("tocsin.yaml:1: error: cannot be read: is there such a file?");
    }

    @Test
    void values_that_are_not_there() throws IOException {
        Files.writeString(folder.resolve("tocsin.yaml"), GOOD);

        assertThat(texts(new ConfigurationReader(folder).read("other")))
                .containsExactly("values/other.yaml:1: error: there is no such file; there is local");
    }

    @Test
    void links_and_webhooks_that_are_not_well_formed() throws IOException {
        assertThat(errors(GOOD + "links: { key: \"secret:tocsin/links\", former: \"secret:tocsin/old\", lasts: 4h }\n"))
                .isEmpty();
        assertThat(errors(GOOD + "webhooks: { canary: { key: \"secret:tocsin/c\", service: api, severity: P1 } }\n"))
                .isEmpty();
        assertThat(errors(GOOD + "links: { lasts: 4h }\n"))
                .containsExactly("tocsin.yaml:36: error: links: lacks \"key\"");
        assertThat(errors(GOOD + "links: { key: hunter2 }\n"))
                .singleElement()
                .asString()
                .startsWith(
                        "tocsin.yaml:36: error: links.key: \"hunter2\" does not fit; expected the name of a secret");
        assertThat(errors(GOOD + "webhooks: { canary: { service: api } }\n"))
                .containsExactly("tocsin.yaml:36: error: webhooks.canary: lacks \"key\"");
        assertThat(errors(GOOD + "webhooks: { canary: { key: \"secret:c\", service: web } }\n"))
                .containsExactly(
                        "tocsin.yaml:36: error: webhooks.canary.service: \"web\" is no service; there is api, db");
        assertThat(errors(GOOD + "webhooks: { canary: { key: \"secret:c\", form: nagios } }\n"))
                .containsExactly("tocsin.yaml:36: error: webhooks.canary.form: \"nagios\" is none of tocsin, sentry,"
                        + " grafana, alertmanager");
    }

    private List<String> entering(String resources) throws IOException {
        return with("[AWS/RDS] }", "[AWS/RDS] }\n    resources: { " + resources + " }");
    }

    @Test
    void a_login_that_leads_to_no_database() throws IOException {
        assertThat(entering("login: \"iam:tocsin\""))
                .containsExactly("tocsin.yaml:17: error: services.db.resources.login: \"iam:tocsin\" says nothing of"
                        + " where the database is: db needs an address, HOST:PORT/DATABASE");
        assertThat(entering("login: root"))
                .containsExactly("tocsin.yaml:17: error: services.db.resources.login: \"root\"; expected iam:ROLE or"
                        + " secret:NAME");
        assertThat(entering("login: \"iam:tocsin\", address: \"db.example.com\""))
                .containsExactly("tocsin.yaml:17: error: services.db.resources.address: \"db.example.com\"; expected"
                        + " HOST:PORT/DATABASE");
        for (var good : List.of(
                "login: \"iam:tocsin\", address: \"db-${stage}.example.com:5432/valine\"",
                "login: \"iam:tocsin\", address: \"db.example.com/valine\"",
                "login: \"secret:valine/database\"")) {
            assertThat(entering(good)).as(good).isEmpty();
        }
    }

    @Test
    void a_value_that_is_not_set() throws IOException {
        assertThat(with("users-lose: all\n    needs", "users-lose: \"${WHAT}\"\n    needs"))
                .containsExactly(
                        "tocsin.yaml:10: error: services.api.users-lose: ${WHAT} is not set in values/local.yaml");
    }

    @Test
    void a_value_without_quotes() throws IOException {
        Files.writeString(folder.resolve("values/local.yaml"), "PROD_ACCOUNT: 111122223333\nlower: x\n");

        assertThat(errors(GOOD))
                .containsExactly(
                        "tocsin.yaml:4: error: stages.prod.account: ${PROD_ACCOUNT} is not set in values/local.yaml",
                        "values/local.yaml:1: error: PROD_ACCOUNT: expected a text, in quotes where it is a number",
                        "values/local.yaml:2: error: lower: expected a name in capitals: PROD_ACCOUNT");
    }

    @Test
    void a_field_that_there_is_not() throws IOException {
        assertThat(with("paging: on", "pagin: on"))
                .containsExactly(
                        "tocsin.yaml:1: error: lacks \"paging\"",
                        "tocsin.yaml:2: error: pagin: there is no such field; did you mean \"paging\"?");
        assertThat(with("keep: { story: 400d }", "keep: { story: 400d, pages: 1d }"))
                .containsExactly("tocsin.yaml:35: error: keep.pages: there is no such field; there is story");
    }

    @Test
    void a_key_that_stands_twice() throws IOException {
        assertThat(with("paging: on", "paging: on\npaging: shadow"))
                .containsExactly("tocsin.yaml:3: error: \"paging\" stands here twice; the other is in line 2");
    }

    @Test
    void a_word_that_is_none_of_those_expected() throws IOException {
        assertThat(with("paging: on", "paging: loud"))
                .containsExactly("tocsin.yaml:2: error: paging: \"loud\" is none of shadow, notice, on");
    }

    @Test
    void a_value_of_another_kind() throws IOException {
        assertThat(with("needs: [db]", "needs: db"))
                .containsExactly("tocsin.yaml:11: error: services.api.needs: \"db\" is a text; expected the services it"
                        + " cannot do without");
        assertThat(with("account: \"444455556666\"", "account: 444455556666"))
                .containsExactly("tocsin.yaml:5: error: stages.staging.account: 444455556666 is a number; expected an"
                        + " account's 12 digits, in quotes");
    }

    @Test
    void a_text_of_another_form() throws IOException {
        assertThat(with("flapping: 6 in 30m", "flapping: often"))
                .containsExactly(
                        "tocsin.yaml:34: error: flapping: \"often\" does not fit; expected how many in how long:"
                                + " \"6 in 30m\"");
        assertThat(with("pagerduty: \"secret:tocsin/pagerduty\"", "pagerduty: \"0123456789abcdef\""))
                .containsExactly("tocsin.yaml:25: error: pager.pagerduty: \"0123456789abcdef\" does not fit; expected"
                        + " the name of a secret: \"secret:NAME\"");
    }

    @Test
    void something_that_is_left_out() throws IOException {
        assertThat(with("  P3: { mail: at-once }\n", "")).containsExactly("tocsin.yaml:20: error: hear: lacks \"P3\"");
        assertThat(with("{ P2: { service: [api] }, because: some fail }", "{ because: some fail }"))
                .containsExactly("tocsin.yaml:19: error: severity[1]: does not fit; expected one severity with its"
                        + " pattern, and because");
    }

    @Test
    void a_pattern_that_event_ruler_does_not_know() throws IOException {
        assertThat(with("{ prefix: TargetTracking- }", "{ prefixx: TargetTracking- }"))
                .containsExactly(
                        "tocsin.yaml:7: error: ignore[0].match: is no pattern: Unrecognized match type prefixx");
    }

    @Test
    void a_field_that_no_alarm_has() throws IOException {
        assertThat(with("match: { namespace: [AWS/RDS] }", "match: { namspace: [AWS/RDS] }"))
                .containsExactly(
                        "tocsin.yaml:16: error: services.db.match.namspace: an alarm has no field \"namspace\";"
                                + " its fields are alarm, tags, actions-enabled, stage, service, namespace, metric,"
                                + " label, dimensions, state, threshold, observed, account, region");
    }

    @Test
    void a_rule_that_can_never_match() throws IOException {
        assertThat(with("[\">\", 10]", "[\">\", 10, \"<\", 5]"))
                .containsExactly(
                        "tocsin.yaml:18: error: severity[0].P0.observed: can never match: no number is > 10 and < 5");
        assertThat(with("P2: { service: [api] }", "P2: { service: [] }"))
                .containsExactly("tocsin.yaml:19: error: severity[1].P2.service: can never match: an empty list");
        assertThat(with("P2: { service: [api] }", "P2: { service: [apo] }"))
                .containsExactly(
                        "tocsin.yaml:19: error: severity[1].P2.service: can never match: \"apo\" is no service;"
                                + " there is api, db");
        assertThat(with("P2: { service: [api] }", "P2: { stage: [dev] }"))
                .containsExactly("tocsin.yaml:19: error: severity[1].P2.stage: can never match: \"dev\" is no stage;"
                        + " there is prod, staging");
        assertThat(with("{ alarm: [{ prefix: TargetTracking- }] }", "{ actions-enabled: [{ exists: false }] }"))
                .containsExactly(
                        "tocsin.yaml:7: error: ignore[0].match.actions-enabled: can never match: a field that a"
                                + " message does not carry is unknown, and holds nothing back");
    }

    @Test
    void a_rule_after_one_that_takes_all_that_it_would() throws IOException {
        assertThat(with(
                        "- { P2: { service: [api] }, because: some fail }",
                        "- { P2: { service: [api] }, because: some }\n"
                                + "  - { P0: { service: [api], metric: [x] }, because: y }"))
                .containsExactly("tocsin.yaml:20: error: severity[2]: can never match: severity[1] in line 19 takes all"
                        + " that it would");
        assertThat(with(
                        "match: { namespace: [AWS/RDS] }",
                        "match: { dimensions: { FunctionName: [valine-prod-api] } }"))
                .containsExactly("tocsin.yaml:16: error: services.db.match: can never match: services.api.match in line"
                        + " 12 takes all that it would");
        assertThat(with("staging: { account: \"444455556666\"", "staging: { account: \"111122223333\""))
                .containsExactly("tocsin.yaml:5: error: stages.staging: can never match: prod takes all of its account"
                        + " and Regions");
    }

    @Test
    void a_name_in_braces_that_means_nothing() throws IOException {
        assertThat(with("[\"${service.function}\"]", "[\"${service.funktion}\"]"))
                .containsExactly("tocsin.yaml:12: error: services.api.match.dimensions.FunctionName[0]:"
                        + " ${service.funktion}: api has no such resource; there is function");
        assertThat(with("because: many fail", "because: \"${stage}x\"")).isEmpty();
        assertThat(with("prefix: TargetTracking-", "prefix: \"${stage}-\""))
                .containsExactly("tocsin.yaml:7: error: ignore[0].match.alarm[0].prefix: ${stage} means nothing here");
    }

    @Test
    void a_service_that_is_not_there_or_needs_itself() throws IOException {
        assertThat(with("needs: [db]", "needs: [dbb]"))
                .containsExactly("tocsin.yaml:11: error: services.api.needs: \"dbb\" is no service; there is api, db");
        assertThat(with("match: { namespace: [AWS/RDS] }", "match: { namespace: [AWS/RDS] }\n    needs: [api]"))
                .containsExactly(
                        "tocsin.yaml:11: error: services.api.needs: api needs itself, through db",
                        "tocsin.yaml:17: error: services.db.needs: db needs itself, through api");
        assertThat(with("services: all", "services: [web]"))
                .containsExactly("tocsin.yaml:33: error: windows[0].services: \"web\" is no service; there is api, db");
    }

    @Test
    void a_service_whose_incidents_would_be_called_as_another_s() throws IOException {
        assertThat(with("  db:\n", "  staging-api: { users-lose: x, match: { alarm: [x] } }\n  db:\n"))
                .containsExactly(
                        "tocsin.yaml:14: error: services.staging-api: its incidents would be called as those of"
                                + " api in staging; expected another name");
    }

    @Test
    void somebody_who_is_nobody() throws IOException {
        assertThat(with("ring: [owner]", "ring: [boss]"))
                .containsExactly("tocsin.yaml:26: error: backup.ring: \"boss\" is nobody; there is owner");
        assertThat(with("{ sms: \"secret:tocsin/phone\" }", "{ url: \"http://x\" }"))
                .containsExactly("tocsin.yaml:28: error: people.owner.reach[0]: expected one of pushover, sms, mail");
    }

    @Test
    void a_zone_that_there_is_not() throws IOException {
        assertThat(with("zone: UTC, reach", "zone: Mars/Olympus, reach"))
                .containsExactly(
                        "tocsin.yaml:28: error: people.owner.zone: \"Mars/Olympus\" is no time zone; expected one"
                                + " such as America/Los_Angeles or UTC");
    }

    @Test
    void paging_without_a_pager() throws IOException {
        assertThat(with("pager: { pagerduty: \"secret:tocsin/pagerduty\", ladder: pagerduty }\n", ""))
                .containsExactly("tocsin.yaml:2: error: paging: \"on\" needs a pager, and there is none");
        assertThat(with("channels: { mail: \"secret:tocsin/mail\" }\n", ""))
                .containsExactly("tocsin.yaml:2: error: paging: \"on\" needs channels.mail, and there is none");
    }

    @Test
    void a_severity_that_both_pages_and_is_mailed() throws IOException {
        assertThat(with("P1: { page: at-once }", "P1: { page: at-once, mail: at-once }"))
                .containsExactly("tocsin.yaml:22: error: hear.P1: both pages and is mailed at once; expected one, or"
                        + " \"otherwise: mail\"");
        assertThat(with("P1: { page: at-once }", "P1: { page: at-once, otherwise: mail }"))
                .containsExactly("tocsin.yaml:22: error: hear.P1.otherwise: means nothing without hours in \"page\"");
    }

    @Test
    void hours_that_end_when_they_begin() throws IOException {
        assertThat(with("Sun 02:00-04:00", "Sun 02:00-02:00"))
                .containsExactly("tocsin.yaml:33: error: windows[0].every: \"Sun 02:00-02:00\" ends when it begins");
    }

    @Test
    void windows_by_cron_that_are_none_or_never_come() throws IOException {
        assertThat(with("every: \"Sun 02:00-04:00\"", "cron: \"0 25 * * SUN\", length: 2h"))
                .containsExactly("tocsin.yaml:33: error: windows[0].cron: hour '25' is none of 0 to 23");
        assertThat(with("every: \"Sun 02:00-04:00\"", "cron: \"0 2 31 2 *\", length: 2h"))
                .containsExactly("tocsin.yaml:33: error: windows[0].cron: \"0 2 31 2 *\" never comes");
        assertThat(with("every: \"Sun 02:00-04:00\"", "cron: \"0 */4 * * *\", length: 4h"))
                .containsExactly("tocsin.yaml:33: error: windows[0].cron: \"0 */4 * * *\" comes again before its 4h are"
                        + " over, each time: what alarms would be held for ever; expected a time between");
        assertThat(with("every: \"Sun 02:00-04:00\"", "cron: \"0 2,3 * * *\", length: 2h"))
                .isEmpty();
        assertThat(with("every: \"Sun 02:00-04:00\"", "cron: \"0 2 * * SUN\", length: 2d"))
                .containsExactly(
                        "tocsin.yaml:33: error: windows[0].cron: a length of PT48H; expected one of at most a day");
        assertThat(with("every: \"Sun 02:00-04:00\", ", ""))
                .containsExactly(
                        "tocsin.yaml:33: error: windows[0]: expected either every, or both of cron and length");
    }

    @Test
    void a_window_of_some_alarms_that_would_be_announced_as_maintenance_of_all() throws IOException {
        assertThat(with("pierce: [P0] }", "pierce: [P0], announce: always, match: { alarm: [{ prefix: x }] } }"))
                .containsExactly("tocsin.yaml:33: error: windows[0].announce: \"always\" with a match: a maintenance"
                        + " holds whatever alarms in its services; expected planned, or services in the place of"
                        + " match");
        assertThat(with("pierce: [P0] }", "pierce: [P0], announce: planned, match: { alarm: [{ prefix: x }] } }"))
                .isEmpty();
    }

    @Test
    void maintenance_that_would_be_told_to_nobody() throws IOException {
        Files.writeString(folder.resolve("runbooks/maintenance.md"), RUNBOOK);
        Files.writeString(folder.resolve("runbooks/emergency-maintenance.md"), RUNBOOK);
        var line = with("flapping:", "maintenance: { status-page: { url: \"https://example.com\" } }\nflapping:");
        assertThat(line)
                .contains("tocsin.yaml:34: error: maintenance.status-page: whoever gets it cannot know it for ours;"
                        + " expected a secret or a bearer");
        assertThat(with("flapping:", "maintenance: { notice: { service: web } }\nflapping:"))
                .contains("tocsin.yaml:34: error: maintenance.notice.service: \"web\" is no service; there is api, db");
        assertThat(with("flapping:", "maintenance: { notice: { service: api } }\nflapping:"))
                .contains("tocsin.yaml:34: error: maintenance.notice.service: api has no bucket among its resources,"
                        + " where the notice could lie");
        assertThat(with("flapping:", "maintenance: { checklist: nowhere, mail: \"secret:users\" }\nflapping:"))
                .contains("tocsin.yaml:34: warning: maintenance.checklist: there is no runbooks/nowhere.md, so that"
                        + " nobody is led through it");
    }

    @Test
    void a_runbook_or_its_stage_that_is_not_there() throws IOException {
        assertThat(with("pool: { prod: approve }", "pool: { prod: veto 0m }"))
                .singleElement()
                .asString()
                .startsWith("tocsin.yaml:")
                .contains("error: runbooks.pool.prod: \"veto 0m\" does not fit; expected how much a runbook may do by"
                        + " itself: shadow, approve, automatic, or veto 2m (1s or more)");
        assertThat(with("pool: { prod: approve }", "pol: { prd: approve }"))
                .containsExactly(
                        "tocsin.yaml:31: error: runbooks.pol: there is no runbooks/pol.md",
                        "tocsin.yaml:31: error: runbooks.pol.prd: \"prd\" is no stage; there is prod, staging");
    }

    @Test
    void a_runbook_whose_alarms_can_never_come() throws IOException {
        Files.writeString(
                folder.resolve("runbooks/pool.md"),
                "---\nwhen: { service: [dbx] }\n---\n# Pool\n```step\nwait: { for: 1m }\n```\n");

        assertThat(errors(GOOD))
                .containsExactly(
                        "runbooks/pool.md:2: error: when.service: can never match: \"dbx\" is no service; there"
                                + " is api, db");
    }

    @Test
    void a_ladder_of_our_own_that_is_not_there() throws IOException {
        assertThat(with("ladder: pagerduty", "ladder: tocsin"))
                .containsExactly("tocsin.yaml:25: error: pager.ladder: \"tocsin\" needs a ladder, and there is none");
    }

    @Test
    void what_is_not_built_yet_by_name_and_line() throws IOException {
        assertThat(with("mail: \"secret:tocsin/mail\"", "mail: \"secret:tocsin/mail\", telegram: \"secret:x\""))
                .containsExactly("tocsin.yaml:29: error: channels.telegram: not built yet: the channel telegram;"
                        + " there is mail, slack, discord, teams, webhook and pushover");
        assertThat(with("{ sms: \"secret:tocsin/phone\" }", "{ phone: \"secret:x\" }, { sms: \"secret:y\" }"))
                .containsExactly("tocsin.yaml:28: error: people.owner.reach[0].phone: not built yet: the channel phone;"
                        + " there is pushover, sms and mail");
    }

    @Test
    void a_watchdog_that_would_watch_itself_rings_nobody_or_cannot_tell_silence_from_a_minute() throws IOException {
        assertThat(with("flapping: 6 in 30m", "watchdog: { region: us-west-2, ring: [owner] }"))
                .containsExactly(
                        "tocsin.yaml:34: error: watchdog.region: is Tocsin's own; a Region that is silent tells"
                                + " nobody so: expected another");
        assertThat(with("flapping: 6 in 30m", "watchdog: { region: us-east-2, ring: [olga] }"))
                .containsExactly("tocsin.yaml:34: error: watchdog.ring: \"olga\" is nobody; there is owner");
        assertThat(with("flapping: 6 in 30m", "watchdog: { region: us-east-2, silent: 90s, ring: [owner] }"))
                .containsExactly("tocsin.yaml:34: error: watchdog.silent: \"90s\" is not what its alarm can count;"
                        + " expected 3m to 60m, in whole minutes");
        assertThat(with("flapping: 6 in 30m", "watchdog: { region: us-east-2 }"))
                .containsExactly("tocsin.yaml:34: error: watchdog: lacks \"ring\"");
        assertThat(with("flapping: 6 in 30m", "watchdog: { region: us-east-2, silent: 5m, ring: [owner] }"))
                .isEmpty();
    }

    @Test
    void who_escalates_without_what_it_needs() throws IOException {
        assertThat(with("ladder: pagerduty", "ladder: tocsin"))
                .containsExactly("tocsin.yaml:25: error: pager.ladder: \"tocsin\" needs a ladder, and there is none");
        assertThat(with("pagerduty: \"secret:tocsin/pagerduty\", ", ""))
                .containsExactly("tocsin.yaml:25: error: pager.ladder: \"pagerduty\" needs pager.pagerduty, and there"
                        + " is none");
    }

    @Test
    void a_channel_that_cannot_work() throws IOException {
        assertThat(channel("slack: \"secret:x\""))
                .containsExactly("tocsin.yaml:29: error: channels.slack: \"secret:x\" is a text; expected"
                        + " one message an incident: { to: \"#channel\", token: \"secret:NAME\" }");
        assertThat(with("mail: \"secret:tocsin/mail\"", "mail: { from: tocsin@example.com }"))
                .containsExactly("tocsin.yaml:29: error: channels.mail: expected a topic, or for SES both of from, to");
        assertThat(with("mail: \"secret:tocsin/mail\"", "mail: { topic: \"secret:x\", from: tocsin@example.com }"))
                .containsExactly("tocsin.yaml:29: error: channels.mail: expected a topic, or for SES both of from, to");
        assertThat(with("mail: \"secret:tocsin/mail\"", "mail: { from: \"Tocsin <a@b>\", to: \"secret:x\" }"))
                .containsExactly(
                        "tocsin.yaml:29: error: channels.mail.from: \"Tocsin <a@b>\" does not fit; expected the"
                                + " address of an identity that is verified at SES: tocsin@example.com");
        assertThat(channel("slack: { to: valine-ops, token: \"secret:x\" }"))
                .containsExactly("tocsin.yaml:29: error: channels.slack.to: \"valine-ops\" does not fit;"
                        + " expected a channel of Slack: \"#valine-ops\", or its id");
        assertThat(channel("slack: { to: \"#ops\", token: \"secret:x\", signing: 8f742231b10e }"))
                .containsExactly("tocsin.yaml:29: error: channels.slack.signing: \"8f742231b10e\" does not fit;"
                        + " expected the name of a secret: \"secret:NAME\"");
        assertThat(channel("slack: { to: \"#ops\", token: \"secret:x\", signing: \"secret:y\" }"))
                .containsExactly("tocsin.yaml:29: error: channels.slack.signing: nobody may press anything: expected"
                        + " the member id of one of people, at least ({ slack: U01ABC2DEF3 })");
        assertThat(channel("discord: \"https://discord.com/api/webhooks/1/abc\""))
                .containsExactly("tocsin.yaml:29: error: channels.discord: \"https://discord.com/api/webhooks/1/abc\""
                        + " does not fit; expected the name of a secret: \"secret:NAME\"");
        assertThat(channel("webhook: { url: \"https://example.com/in\" }"))
                .containsExactly("tocsin.yaml:29: error: channels.webhook: whoever gets it cannot know it for ours;"
                        + " expected a secret or a bearer");
        assertThat(channel("webhook: { url: \"http://example.com/in\", secret: \"secret:x\" }"))
                .containsExactly("tocsin.yaml:29: error: channels.webhook.url: is not encrypted");
        assertThat(channel("webhook: { url: \"secret:x\", firing: { key: \"${page.key}\" } }"))
                .containsExactly("tocsin.yaml:29: error: channels.webhook: what fires must also be resolved;"
                        + " expected both of firing, resolved, or none");
        assertThat(channel("webhook: { url: \"secret:x\", firing: { key: \"${page.key}\" },"
                        + " resolved: { title: \"${page.titel}\" } }"))
                .containsExactly(
                        "tocsin.yaml:29: error: channels.webhook.resolved: ${page.titel} means nothing here;"
                                + " did you mean \"page.title\"?",
                        "tocsin.yaml:29: error: channels.webhook.resolved: lacks ${page.key}, by which one alert is"
                                + " told from another");
        assertThat(with("{ sms: \"secret:tocsin/phone\" }", "{ pushover: \"secret:x\" }, { sms: \"secret:y\" }"))
                .containsExactly("tocsin.yaml:28: error: people.owner.reach[0].pushover: needs channels.pushover,"
                        + " and there is none");
    }

    private List<String> channel(String more) throws IOException {
        return with("mail: \"secret:tocsin/mail\"", "mail: \"secret:tocsin/mail\", " + more);
    }

    @Test
    void mail_by_ses_is_read() throws IOException {
        Files.writeString(
                folder.resolve("tocsin.yaml"),
                GOOD.replace(
                        "mail: \"secret:tocsin/mail\"",
                        "mail: { from: tocsin@example.com, to: \"secret:tocsin/mail-to\", region: eu-west-1 }"));
        var reading = new ConfigurationReader(folder).read(folder.resolve("tocsin.yaml"), "local", Map.of());

        var channels = ConfigurationReader.orThrow(reading).channels();
        assertThat(channels.mail()).isEqualTo(new Reach(Reach.Kind.MAIL, new Secret("tocsin/mail-to"), null));
        assertThat(channels.ses()).isEqualTo(new SesIdentity("tocsin@example.com", "eu-west-1"));
    }

    @Test
    void every_channel_is_read() throws IOException {
        Files.writeString(
                folder.resolve("tocsin.yaml"),
                GOOD.replace("channels: { mail: \"secret:tocsin/mail\" }", """
                        channels:
                          mail: { topic: "secret:tocsin/mail", url: "http://127.0.0.1:1" }
                          slack: { to: "#valine-ops", token: "secret:tocsin/slack" }
                          discord: "secret:tocsin/discord"
                          teams: "secret:tocsin/teams"
                          webhook:
                            url: https://api.incident.io/v2/alert_events/http/01EXAMPLE
                            bearer: "secret:tocsin/incident-io"
                            firing: &body
                              title: "${page.title}"
                              status: "${page.status}"
                              deduplication_key: "${page.key}"
                            resolved: *body
                          pushover: "secret:tocsin/pushover"
                        """.stripTrailing()));
        var reading = new ConfigurationReader(folder).read(folder.resolve("tocsin.yaml"), "local", Map.of());

        var channels = ConfigurationReader.orThrow(reading).channels();
        assertThat(channels.shows()).containsExactly("slack", "discord", "teams", "webhook");
        assertThat(channels.slack()).isEqualTo(new SlackChannel("#valine-ops", new Secret("tocsin/slack"), null, null));
        assertThat(channels.pushover()).isEqualTo(new Pushover(new Secret("tocsin/pushover"), null, null));
        assertThat(channels.webhook())
                .isEqualTo(new Webhook(
                        "https://api.incident.io/v2/alert_events/http/01EXAMPLE",
                        null,
                        null,
                        new Secret("tocsin/incident-io"),
                        "{\"title\":\"${page.title}\",\"status\":\"${page.status}\","
                                + "\"deduplication_key\":\"${page.key}\"}",
                        "{\"title\":\"${page.title}\",\"status\":\"${page.status}\","
                                + "\"deduplication_key\":\"${page.key}\"}"));
    }

    @Test
    void a_check_that_looks_at_nothing_or_at_nothing_that_there_is() throws IOException {
        assertThat(check("http: { url: \"https://example.com/${stage}\", certificate-days: 21 }"))
                .isEmpty();
        assertThat(check("lambda: { function: \"${service.function}\" }, stages: [staging], after: 3"))
                .isEmpty();
        assertThat(check("timeout: 5s"))
                .containsExactly("tocsin.yaml:36: error: checks.up: asks nothing; expected one of http, login,"
                        + " cloudfront, rds, postgres, lambda, dynamodb, sqs, s3, dns, discord, metric");
        assertThat(check("dns: { name: example.com }, rds: { database: x }"))
                .singleElement()
                .asString()
                .startsWith("tocsin.yaml:36: error: checks.up: asks rds, dns at once; expected one of ");
        assertThat(check("http: { adress: x }"))
                .containsExactly(
                        "tocsin.yaml:36: error: checks.up.http.adress: there is no such parameter; there is url, status,"
                                + " matches, within, certificate-days",
                        "tocsin.yaml:36: error: checks.up.http: lacks url");
        assertThat(check("http: { url: example.com, status: ok }"))
                .containsExactly(
                        "tocsin.yaml:36: error: checks.up.http.status: \"ok\"; expected a status such as 200 or 2xx",
                        "tocsin.yaml:36: error: checks.up.http.url: a text; expected an address of http or https");
        assertThat(check("rds: { database: \"${service.database}\" }"))
                .containsExactly("tocsin.yaml:36: error: checks.up.rds.database: ${service.database}: no service has"
                        + " such a resource; there is function");
        assertThat(check("lambda: { function: x }, stages: [live]"))
                .containsExactly(
                        "tocsin.yaml:36: error: checks.up.stages: \"live\" is no stage; there is prod, staging");
        assertThat(check("metric: { metrics: { m: \"AWS/RDS CPU Average\" } }"))
                .containsExactly("tocsin.yaml:36: error: checks.up.metric: expected above or below, the number from"
                        + " which on it is unwell");
        assertThat(check("login: { steps: [ { get: \"https://example.com\", boddy: x } ] }"))
                .containsExactly("tocsin.yaml:36: error: checks.up.login.steps: a text; expected a list of at most 10"
                        + " requests: { post: URL, body: TEXT, keep: FIELD }, { get: URL, bearer: FIELD }");
        assertThat(check("timeout: 1m, dns: { name: example.com }"))
                .containsExactly("tocsin.yaml:36: error: checks.up.timeout: 1 min; expected at most 20 s");
        assertThat(check("timeout: 13s, http: { url: \"https://example.com\", within: 5s }"))
                .isEmpty();
        assertThat(check("timeout: 10s, http: { url: \"https://example.com\", within: 5s }"))
                .containsExactly("tocsin.yaml:36: error: checks.up.http: within 5 s, but a try is given up after"
                        + " 4000 ms, two fifths of timeout; expected less, or timeout: 13s");
        assertThat(check("timeout: 8s, postgres: { database: main }")).isEmpty();
        assertThat(check("postgres: { database: main }"))
                .containsExactly("tocsin.yaml:36: error: checks.up.postgres: timeout is 5 s, but the database alone is"
                        + " waited for 5 s; expected timeout: 8s or more");
        assertThat(errors(GOOD + "checks: { up: { service: web, layer: api, dns: { name: a } } }\n"))
                .containsExactly("tocsin.yaml:36: error: checks.up.service: \"web\" is no service; there is api, db");
        assertThat(errors(GOOD + "checks: { up: { service: api, layer: cellar, dns: { name: a } } }\n"))
                .containsExactly("tocsin.yaml:36: error: checks.up.layer: \"cellar\" is none of front-end, api,"
                        + " database, feature");
    }

    private List<String> check(String asks) throws IOException {
        return errors(GOOD + "checks: { up: { service: api, layer: api, " + asks + " } }\n");
    }

    @Test
    void everything_at_once_and_in_the_order_of_the_lines() throws IOException {
        var bad = GOOD.replace("paging: on", "paging: loud")
                .replace("needs: [db]", "needs: [dbb]")
                .replace("[\">\", 10]", "[\">\", 10, \"<\", 5]")
                .replace("flapping: 6 in 30m", "watchdog: { region: us-east-2 }")
                .replace("keep:", "kep:");

        assertThat(errors(bad)).extracting(text -> text.split(":", -1)[1]).containsExactly("2", "11", "18", "34", "35");
    }

    @Test
    void a_value_that_only_the_caller_knows_goes_before_the_file_s() throws IOException {
        Files.writeString(folder.resolve("tocsin.yaml"), GOOD);
        var reading = new ConfigurationReader(folder)
                .read(folder.resolve("tocsin.yaml"), "local", Map.of("PROD_ACCOUNT", "999988887777"));

        assertThat(ConfigurationReader.orThrow(reading).stages().getFirst().account())
                .isEqualTo("999988887777");
    }

    private List<String> with(String wasGood, String isBad) throws IOException {
        assertThat(GOOD).contains(wasGood);
        return errors(GOOD.replace(wasGood, isBad));
    }

    private List<String> errors(String yaml) throws IOException {
        Files.writeString(folder.resolve("tocsin.yaml"), yaml);
        return texts(new ConfigurationReader(folder).read("local"));
    }

    private static List<String> texts(Reading reading) {
        return reading.findings().stream().map(Finding::toString).toList();
    }
}
