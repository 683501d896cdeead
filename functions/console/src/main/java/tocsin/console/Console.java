package tocsin.console;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.page.Cleaned;
import tocsin.page.Links;

/** The routes of the HTTP API, and what each of them does. */
final class Console {
    private static final String API = "/api/v1";
    private static final int MOST_SHOWN = 200;
    private static final Pattern HOOK = Pattern.compile("/hooks/in/([a-z][a-z0-9-]{0,39})");
    private static final Pattern LINK = Pattern.compile(Pattern.quote(Links.PATH) + "([^/]+)");

    private final List<Route> routes;

    Console(Ports ports) {
        var books = new Books(ports);
        var listing = new Listing(ports, books);
        var acts = new Acts(ports, books);
        var course = new Course(ports, books);
        var updating = new Updating(ports, books);
        var closing = new Closing(ports, books);
        var why = new Why(ports, books);
        var letters = new LetterOf(ports, books);
        var tests = new PageTests(ports, books);
        var warnings = new Warnings(ports, books, tests);
        var silences = new Silences(ports, books);
        var webhook = new Webhook(ports, books);
        var pushover = new PushoverHook(ports, books);
        var runs = new Runs(ports, books);
        var deployments = new Deployments(ports, books);
        var rotas = new Rotas(ports, books);
        var health = new Health(ports, books);
        var sweeps = new Sweeps(ports);
        var upkeep = new Upkeep(ports, books);
        var hooks = new Hooks(ports, books);
        var declarations = new Declarations(ports, books);
        var slack = new SlackHook(ports, books, acts);
        var links = new LinkPage(ports, books, acts, course);
        routes = List.of(
                route("GET", "/incidents", (request, path) -> listing.incidents(request)),
                route("GET", "/incidents/([^/]+)", (request, path) -> listing.show(request, path.group(1))),
                route("GET", "/why", (request, path) -> why.why(request)),
                route("GET", "/letter", (request, path) -> letters.letter(request)),
                route("GET", "/page-tests", (request, path) -> tests.list()),
                route("POST", "/page-tests", (request, path) -> tests.page(request)),
                route("GET", "/warnings", (request, path) -> warnings.list()),
                route("GET", "/health", (request, path) -> health.show()),
                route("GET", "/sweep", (request, path) -> sweeps.sweep(request)),
                route("GET", "/unread", (request, path) -> listing.unread(request)),
                route("POST", "/incidents/([^/]+)/ack", (request, path) -> acts.acknowledge(request, path.group(1))),
                route("POST", "/incidents/([^/]+)/resolve", (request, path) -> acts.resolve(request, path.group(1))),
                route("POST", "/incidents/([^/]+)/severity", (request, path) -> course.grade(request, path.group(1))),
                route(
                        "POST",
                        "/incidents/([^/]+)/mitigating",
                        (request, path) -> course.mitigating(request, path.group(1))),
                route(
                        "POST",
                        "/incidents/([^/]+)/reassign",
                        (request, path) -> course.reassign(request, path.group(1))),
                route("POST", "/incidents/([^/]+)/merge", (request, path) -> course.merge(request, path.group(1))),
                route("POST", "/incidents/([^/]+)/updates", (request, path) -> updating.update(request, path.group(1))),
                route("GET", "/incidents/([^/]+)/postmortem", (request, path) -> closing.postmortem(path.group(1))),
                route("POST", "/incidents/([^/]+)/close", (request, path) -> closing.close(request, path.group(1))),
                route("POST", "/incidents/([^/]+)/split", (request, path) -> course.split(request, path.group(1))),
                route(
                        "POST",
                        "/incidents/([^/]+)/runs/([0-9]{1,6})/(approve|reject)",
                        (request, path) -> acts.answer(
                                request,
                                path.group(1),
                                Integer.parseInt(path.group(2)),
                                path.group(3).equals("approve"))),
                route("POST", "/deployments", (request, path) -> deployments.declare(request)),
                route("POST", "/deployments/withdraw", (request, path) -> deployments.withdraw(request)),
                route("POST", "/declarations", (request, path) -> declarations.declare(request)),
                route("POST", "/plans", (request, path) -> runs.plan(request)),
                route("POST", "/runs", (request, path) -> runs.run(request)),
                route("GET", "/silences", (request, path) -> silences.list()),
                route("POST", "/silences", (request, path) -> silences.add(request)),
                route("DELETE", "/silences/([^/]+)", (request, path) -> silences.remove(request, path.group(1))),
                route("POST", "/halt", (request, path) -> acts.halt(request, true)),
                route("POST", "/resume", (request, path) -> acts.halt(request, false)),
                route("GET", "/oncall", (request, path) -> rotas.list(request)),
                route("GET", "/oncall[.]ics", (request, path) -> rotas.calendar()),
                route("GET", "/oncall/address", (request, path) -> rotas.address()),
                new Route(
                        "GET",
                        Pattern.compile("/oncall/([0-9a-f]{64})[.]ics"),
                        false,
                        (request, path) -> rotas.subscribed(path.group(1))),
                route("POST", "/oncall/overrides", (request, path) -> rotas.override(request)),
                route("DELETE", "/oncall/overrides/([^/]+)", (request, path) -> rotas.withdraw(request, path.group(1))),
                route("GET", "/maintenance", (request, path) -> upkeep.list(request)),
                route("POST", "/maintenance", (request, path) -> upkeep.plan(request)),
                route("POST", "/maintenance/([^/]+)/start", (request, path) -> upkeep.start(request, path.group(1))),
                route("POST", "/maintenance/([^/]+)/end", (request, path) -> upkeep.end(request, path.group(1))),
                route("POST", "/redrive", (request, path) -> acts.redrive(request)),
                new Route(
                        "POST",
                        Pattern.compile("/hooks/deployed"),
                        false,
                        (request, path) -> deployments.hook(request)),
                new Route("POST", Pattern.compile("/hooks/slack"), false, (request, path) -> slack.take(request)),
                new Route("POST", Pattern.compile("/hooks/pushover"), false, (request, path) -> pushover.take(request)),
                new Route("POST", Pattern.compile("/hooks/pagerduty"), false, (request, path) -> webhook.take(request)),
                new Route("POST", HOOK, false, (request, path) -> hooks.take(request, path.group(1))),
                new Route("GET", LINK, false, (request, path) -> links.show(path.group(1), request)),
                new Route("POST", LINK, false, (request, path) -> links.act(request, path.group(1))));
    }

    Response answer(Request request) {
        try {
            return routes.stream()
                    .flatMap(route -> route.answer(request).stream())
                    .findFirst()
                    .orElseGet(() -> Response.notFound(
                            "no route " + Cleaned.line(request.method() + " " + request.path(), MOST_SHOWN)));
        } catch (BadRequest bad) {
            return Response.bad(bad.says());
        } catch (PortFailure failure) {
            return Response.problem(503, "Not now", "the table or a service of AWS does not answer; try again");
        }
    }

    private static Route route(String method, String path, Act act) {
        return new Route(method, Pattern.compile(Pattern.quote(API) + path), true, act);
    }

    private interface Act {
        Response answer(Request request, Matcher path);
    }

    /**
     * One route.
     *
     * @param signed whether only a known caller may take it
     */
    private record Route(String method, Pattern path, boolean signed, Act act) {
        Optional<Response> answer(Request request) {
            var matcher = path.matcher(request.path());
            if (!method.equals(request.method()) || !matcher.matches()) {
                return Optional.empty();
            }
            if (signed && request.caller().isEmpty()) {
                return Optional.of(Response.problem(401, "Who calls?", "this needs a signed request"));
            }
            return Optional.of(act.answer(request, matcher));
        }
    }
}
