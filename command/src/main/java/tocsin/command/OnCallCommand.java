package tocsin.command;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.page.Cleaned;

/** What somebody on call types. Each goes through the HTTP API, and stands in the story with its caller. */
abstract class OnCallCommand implements Runnable {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final Pattern INCIDENT = Pattern.compile("[A-Za-z0-9_./-]{1,200}-[0-9]{1,9}");
    private static final Pattern RUN = Pattern.compile("(" + INCIDENT + ")/([0-9]{1,6})");
    private static final int MOST_SHOWN = 100;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of the one that runs (${DEFAULT-VALUE}).")
    private Path data = Path.of(".tocsin", "data");

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "The deployed one of this name, with the credentials of the AWS CLI.")
    private String stack = "";

    @Option(names = "--region", paramLabel = "R", description = "The Region of the stack, if not the AWS CLI's.")
    private String region = "";

    @Spec
    private CommandSpec spec;

    final Api api() {
        if (!region.isEmpty() && stack.isEmpty()) {
            throw new WrongUse("--region: says where a stack is; expected --stack NAME beside it");
        }
        return stack.isEmpty() ? Api.on(data) : Api.of(stack, region);
    }

    final void say(String text) {
        out().println(text);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static List<JsonNode> elements(JsonNode node) {
        return node instanceof JsonArray array ? array.elements() : List.of();
    }

    /** The path of an incident. */
    static String incident(String id) {
        if (!INCIDENT.matcher(id).matches()) {
            throw new WrongUse("ID: " + shown(id) + "; expected an incident such as db-42, as 'incidents' shows it");
        }
        return "/api/v1/incidents/" + part(id);
    }

    /** What was typed, fit to be shown. */
    private static String shown(String text) {
        return "'" + Cleaned.line(text, MOST_SHOWN) + "'";
    }

    /** The path of a run: {@code db-42/1} is the first run of db-42. */
    static String run(String id) {
        var matcher = RUN.matcher(id);
        if (!matcher.matches()) {
            throw new WrongUse(shown(id) + " is no run; expected one such as db-42/1");
        }
        return incident(matcher.group(1)) + "/runs/" + matcher.group(2);
    }

    @Command(
            name = "incidents",
            description = "The open incidents, and what is withheld.",
            mixinStandardHelpOptions = true)
    static final class Incidents extends OnCallCommand {
        @Option(names = "--all", description = "Those that are over, too.")
        private boolean all;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        public void run() {
            var incidents = api().get("/api/v1/incidents" + (all ? "?all=1" : ""));
            if (json) {
                say(JSON.toJson(incidents));
            } else {
                new IncidentPrinter(out()).list(elements(incidents));
            }
        }
    }

    @Command(
            name = "show",
            description = "One incident: facts, signals, story, pages, runs.",
            mixinStandardHelpOptions = true)
    static final class Show extends OnCallCommand {
        @Parameters(paramLabel = "ID", description = "As 'incidents' shows it: db-42.")
        private String id = "";

        @Option(names = "--before", description = "The story before the entry of this number.")
        private @Nullable Integer before;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        public void run() {
            var path = incident(id);
            var incident = api().get(path + (before == null ? "" : "?before=" + before));
            if (json) {
                say(JSON.toJson(incident));
            } else {
                new IncidentPrinter(out()).show(incident);
            }
        }
    }

    @Command(name = "ack", description = "You have it: nobody else is rung.", mixinStandardHelpOptions = true)
    static final class Acknowledge extends OnCallCommand {
        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public void run() {
            var path = incident(id);
            say(api().post(path + "/ack"));
        }
    }

    @Command(
            name = "resolve",
            description = "It is over. Refused while an alarm stands, unless it is silenced: --for 1h.",
            mixinStandardHelpOptions = true)
    static final class Resolve extends OnCallCommand {
        @Parameters(paramLabel = "ID")
        private String id = "";

        @Option(names = "--for", paramLabel = "TIME", description = "Silences what stands in ALARM for so long: 1h.")
        private String length = "";

        @Override
        public void run() {
            var path = incident(id);
            say(api().post(path + "/resolve", JsonObject.create().add("for", length)));
        }
    }

    @Command(
            name = "declare",
            description =
                    "Something is wrong of which no alarm tells: opens or joins an incident, and pages as an alarm"
                            + " would. It is over when somebody resolves it.",
            mixinStandardHelpOptions = true)
    static final class Declare extends OnCallCommand {
        @Parameters(index = "0", paramLabel = "SERVICE", description = "api, of the first stage; or staging/api.")
        private String service = "";

        @Parameters(index = "1", paramLabel = "SEVERITY", description = "P0, P1, P2 or P3.")
        private String severity = "";

        @Parameters(index = "2", paramLabel = "TEXT", description = "What users see: \"checkout fails\".")
        private String text = "";

        @Override
        public void run() {
            say(api().post(
                            "/api/v1/declarations",
                            JsonObject.create()
                                    .add("service", service)
                                    .add("severity", severity)
                                    .add("text", text)));
        }
    }

    @Command(
            name = "deployed",
            description = "Says that a version went live: it stands beside what goes wrong in the next two hours.",
            mixinStandardHelpOptions = true)
    static final class Deployed extends OnCallCommand {
        @Parameters(index = "0", paramLabel = "SERVICE", description = "api, of the first stage; or staging/api.")
        private String service = "";

        @Parameters(index = "1", paramLabel = "VERSION", description = "What the team calls it: v42.")
        private String version = "";

        @Option(
                names = "--migration",
                description = "It changed the database's schema: nothing is rolled back by itself.")
        private boolean migration;

        @Option(
                names = "--withdraw",
                description = "It did not go live after all: it counts no more, and who took it back is kept.")
        private boolean withdraw;

        @Override
        public void run() {
            if (withdraw && migration) {
                throw new WrongUse("--withdraw takes back what was declared, with its migration: without --migration");
            }
            if (withdraw) {
                say(api().post(
                                "/api/v1/deployments/withdraw",
                                JsonObject.create().add("service", service).add("version", version)));
                return;
            }
            say(api().post(
                            "/api/v1/deployments",
                            JsonObject.create()
                                    .add("service", service)
                                    .add("version", version)
                                    .add("migration", migration)));
        }
    }

    @Command(
            name = "plan",
            description = "What a runbook would do now, step by step, and what it may not. Changes nothing.",
            mixinStandardHelpOptions = true)
    static final class Plan extends OnCallCommand {
        @Parameters(paramLabel = "RUNBOOK", description = "A runbook's name: connection-pool.")
        private String runbook = "";

        @Option(names = "--service", paramLabel = "S", description = "db, of the first stage; or staging/db.")
        private String service = "";

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        public void run() {
            var plan = api().planned(runbook, service);
            if (json) {
                say(JSON.toJson(plan));
            } else {
                new PlanPrinter(out()).print(plan);
            }
        }
    }

    @Command(
            name = "run",
            description = "Runs a runbook by hand, under the same guardrails: shows the plan, asks, and does that.",
            mixinStandardHelpOptions = true)
    static final class Run extends OnCallCommand {
        @Parameters(paramLabel = "RUNBOOK", description = "A runbook's name: connection-pool.")
        private String runbook = "";

        @Option(names = "--service", paramLabel = "S", description = "db, of the first stage; or staging/db.")
        private String service = "";

        @Option(names = "--yes", description = "Does not ask.")
        private boolean yes;

        @Override
        public void run() {
            asked(runbook, service, yes);
        }
    }

    /** A runbook by itself, whose name nobody has to remember. */
    @Command(
            name = "deploy-watch",
            description =
                    "Watches the 15 minutes after a deployment: smoke tests, then the key metrics against the hour"
                            + " before; proposes to roll back where one is worse.",
            mixinStandardHelpOptions = true)
    static final class DeployWatch extends OnCallCommand {
        @Option(
                names = "--service",
                paramLabel = "S",
                description = "What was deployed: api (${DEFAULT-VALUE}), of the first stage; or staging/api.")
        private String service = "api";

        @Option(names = "--yes", description = "Does not ask.")
        private boolean yes;

        @Override
        public void run() {
            asked("deploy-watch", service, yes);
        }
    }

    /** Shows what a runbook would do, asks, and has it done. */
    void asked(String runbook, String service, boolean yes) {
        var plan = api().planned(runbook, service);
        new PlanPrinter(out()).print(plan);
        var refusals = PlanPrinter.refusals(plan);
        if (yes && !refusals.isEmpty()) {
            throw new Refused("not run: its plan says what it may not, and --yes lets nobody see it: "
                    + String.join("; ", refusals));
        }
        if (!yes) {
            say("Do this? [y/N]");
            out().flush();
            if (!Approver.atTheTerminal().ask().join()) {
                throw new Refused("not run");
            }
        }
        var run = api().post(
                        "/api/v1/runs",
                        JsonObject.create()
                                .add("runbook", runbook)
                                .add("service", plan.extract("service"))
                                .add("plan", plan.extract("identity")));
        say(run + " is asked for; ./tocsin show " + run.replaceFirst("/.*", "") + " tells how it goes");
    }

    @Command(
            name = "approve",
            description = "Lets a run make its changes: approve db-42/1.",
            mixinStandardHelpOptions = true)
    static final class Approve extends OnCallCommand {
        @Parameters(paramLabel = "RUN")
        private String run = "";

        @Override
        public void run() {
            var path = run(run);
            var view = api().get(path.replaceFirst("/runs/.*", ""));
            var says = elements(view.extractNode("runs", view)).stream()
                    .filter(each -> run.equals(each.extract("id", "")))
                    .map(each -> each.extract("says", ""))
                    .findFirst()
                    .orElse("");
            say(run + ": " + IncidentPrinter.clean(says));
            say(api().post(path + "/approve", JsonObject.create().add("read", says)));
        }
    }

    @Command(name = "reject", description = "Ends a run that asks.", mixinStandardHelpOptions = true)
    static final class Reject extends OnCallCommand {
        @Parameters(paramLabel = "RUN")
        private String run = "";

        @Override
        public void run() {
            var path = run(run);
            say(api().post(path + "/reject"));
        }
    }

    @Command(
            name = "silence",
            description = "Withholds pages of alarms that match, for a time.",
            mixinStandardHelpOptions = true)
    static final class Silence extends OnCallCommand {
        @Parameters(
                paramLabel = "PATTERN",
                description = "An alarm's name with * for anything, or a pattern in JSON: {\"service\": [\"db\"]}.")
        private String pattern = "";

        @Option(names = "--for", paramLabel = "TIME", required = true, description = "How long: 90s, 15m, 2h, 1d.")
        private String length = "";

        @Option(names = "--because", paramLabel = "TEXT", required = true, description = "Why, for whoever finds it.")
        private String because = "";

        @Override
        public void run() {
            var body =
                    JsonObject.create().add("match", match()).add("for", length).add("because", because);
            say(api().post("/api/v1/silences", body));
        }

        private JsonNode match() {
            if (!pattern.stripLeading().startsWith("{")) {
                var alarm = JsonObject.create().add("wildcard", pattern);
                return JsonObject.create().add("alarm", JsonArray.create().add(alarm));
            }
            try {
                return JSON.fromJsonObject(pattern);
            } catch (RuntimeException bad) {
                throw new WrongUse("PATTERN: " + shown(pattern) + " is no JSON: "
                        + Cleaned.line(String.valueOf(bad.getMessage()), MOST_SHOWN));
            }
        }
    }

    @Command(name = "silences", description = "The silences that hold.", mixinStandardHelpOptions = true)
    static final class Silences extends OnCallCommand {
        @Override
        public void run() {
            var silences = elements(api().get("/api/v1/silences"));
            silences.forEach(silence -> say(silence.extract("id") + "  until " + silence.extract("until") + "  by "
                    + silence.extract("by") + "  " + silence.extract("match", "") + "  " + silence.extract("because")));
            if (silences.isEmpty()) {
                say("no silence holds");
            }
        }
    }

    @Command(name = "unsilence", description = "Ends a silence.", mixinStandardHelpOptions = true)
    static final class Unsilence extends OnCallCommand {
        @Parameters(paramLabel = "ID", description = "As 'silences' shows it.")
        private String id = "";

        @Override
        public void run() {
            if (id.isBlank()) {
                throw new WrongUse("ID: ''; expected a silence's, as 'silences' shows it");
            }
            say(api().delete("/api/v1/silences/" + part(id)));
        }
    }

    @Command(name = "halt", description = "No run makes another change.", mixinStandardHelpOptions = true)
    static final class Halt extends OnCallCommand {
        @Override
        public void run() {
            say(api().post("/api/v1/halt"));
        }
    }

    @Command(name = "resume", description = "Runs may make changes again.", mixinStandardHelpOptions = true)
    static final class Resume extends OnCallCommand {
        @Override
        public void run() {
            say(api().post("/api/v1/resume"));
        }
    }

    @Command(
            name = "heartbeat",
            description = "Whether Tocsin itself is well: when its heartbeat last came out of the end of the way. Exit"
                    + " code 1 where it is silent.",
            mixinStandardHelpOptions = true)
    static final class Heartbeat extends OnCallCommand {
        @Override
        public void run() {
            var health = api().get("/api/v1/health");
            var says = health.extract("says", "");
            if (!health.extract("well", false)) {
                throw new Refused(says);
            }
            say(says);
        }
    }

    @Command(
            name = "unread",
            description = "What came and was no alarm, or could not be read.",
            mixinStandardHelpOptions = true)
    static final class Unread extends OnCallCommand {
        @Option(names = "--day", paramLabel = "DAY", description = "As 2026-03-01; today where it is not given.")
        private String day = "";

        @Override
        public void run() {
            var unread = elements(api().get("/api/v1/unread" + (day.isEmpty() ? "" : "?day=" + part(day))));
            unread.forEach(message -> say(message.extract("at", "") + "  "
                    + (message.extract("alarm", false) ? "AN ALARM  " : "") + message.extract("because", "")));
            if (unread.isEmpty()) {
                say("nothing");
            }
        }
    }

    @Command(
            name = "redrive",
            description = "Puts dead letters back, once their cause is mended.",
            mixinStandardHelpOptions = true)
    static final class Redrive extends OnCallCommand {
        @Option(names = "--queue", paramLabel = "Q", description = "alarms, pages or steps; all where it is not given.")
        private String queue = "";

        @Override
        public void run() {
            say(api().post("/api/v1/redrive", JsonObject.create().add("queue", queue)));
        }
    }
}
