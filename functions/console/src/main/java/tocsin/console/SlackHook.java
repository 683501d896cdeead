package tocsin.console;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tocsin.Ports;
import tocsin.Said;
import tocsin.config.Person;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.page.SlackAction;
import tocsin.page.SlackAction.Press;
import tocsin.page.SlackAction.Reading;
import tocsin.page.SlackReply;
import tocsin.runbook.Approvals;
import tocsin.state.Condition;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Triage;

/**
 * What people press in the messages at Slack: it acts in their name, through the same code as the command and the link's
 * page. Whom tocsin.yaml does not know by their member id is told so, and nothing is done. Each press counts once,
 * whoever tells it again.
 */
final class SlackHook {
    static final String VIA = "slack";
    private static final int MOST = 300_000;

    /** Longer than a signature is taken, by any clock. */
    private static final long KEPT_SECONDS = 3_600;

    private final Ports ports;
    private final Books books;
    private final Acts acts;
    private final Approvals approvals;

    SlackHook(Ports ports, Books books, Acts acts) {
        this.ports = ports;
        this.books = books;
        this.acts = acts;
        approvals = new Approvals(ports);
    }

    Response take(Request request) {
        var slack = books.configuration().channels().slack();
        var signing = slack == null ? null : slack.signing();
        if (slack == null || signing == null) {
            return Response.notFound("no buttons are configured (channels.slack.signing)");
        }
        if (request.body().length() > MOST) {
            return Response.problem(413, "Too large", "expected at most 300 KB");
        }
        var secret = ports.secrets().secret(signing.name()).strip();
        return switch (SlackAction.read(
                request.headers(), request.body(), secret, ports.clock().instant())) {
            case Reading.Forged(var because) -> Response.problem(401, "Not Slack", because);
            case Reading.Ignored ignored -> taken();
            case Reading.Pressed(var press) -> {
                if (isFirst(press)) {
                    reply(press).send(ports.web(), slack, press.answerTo());
                }
                yield taken();
            }
        };
    }

    /** Empty: anything else would be shown in the place of the message. */
    private static Response taken() {
        return new Response(200, "text/plain; charset=utf-8", "");
    }

    /** Its row says that it was taken, before anything is done: told again within those minutes it does nothing. */
    private boolean isFirst(Press press) {
        var attributes = new TreeMap<String, Value>();
        var now = ports.clock().instant();
        attributes.put("at", Value.of(now.toEpochMilli()));
        attributes.put("expires", Value.of(now.getEpochSecond() + KEPT_SECONDS));
        attributes.put("schema", Value.of(1));
        var row = new Row(Keys.pressed(VIA, press.once()), attributes);
        return ports.table().write(new Write.Put(row, List.of(Condition.noRow()))) instanceof Table.Written.Done;
    }

    private SlackReply reply(Press press) {
        var person = books.configuration().people().stream()
                .filter(each -> press.user().equals(each.slack()))
                .map(Person::name)
                .findFirst();
        if (person.isEmpty()) {
            return said(
                    press,
                    "tocsin.yaml knows nobody by the member id " + press.user()
                            + " (people: slack). Nothing was done.");
        }
        var incident = books.incident(press.incident());
        if (incident.isEmpty() || isOver(incident.get())) {
            return said(
                    press,
                    incident.isEmpty()
                            ? "There is no " + press.incident() + ". Nothing was done."
                            : press.incident() + " is over. Nothing was done.");
        }
        return act(press, incident.get(), person.get());
    }

    private static boolean isOver(Incident incident) {
        return incident.phase() == Phase.RESOLVED || incident.phase() == Phase.CLOSED;
    }

    private SlackReply act(Press press, Incident incident, String by) {
        var named = by + " by " + VIA;
        return switch (press.act()) {
            case ACKNOWLEDGE -> said(press, acts.acknowledge(incident, by, VIA).says());
            case APPROVE ->
                said(
                        press,
                        acts.answer(incident, press.run(), true, named, press.read())
                                .says());
            case REFUSE ->
                said(
                        press,
                        acts.answer(incident, press.run(), false, named, null).says());
            case HALT -> said(press, acts.halt(named, true).says());
            case PLAN -> plan(incident);
        };
    }

    /** In the place of the plan that was answered; beside the incident's message, which shows how it stands by itself. */
    private static SlackReply said(Press press, String text) {
        return SlackReply.said(text, press.act().answers());
    }

    private SlackReply plan(Incident incident) {
        var lines = new ArrayList<String>();
        lines.add(
                incident.severity() + " " + incident.id() + " " + books.triage().usersLose(incident.ref()));
        lines.add("Because " + incident.because() + ". Since " + Said.time(incident.openedAt()) + ".");
        lines.add(LinkPage.has(incident));
        incident.standing()
                .limit(5)
                .forEach(signal -> lines.add("• " + Triage.observed(signal.transition()) + ", " + signal.severity()));
        incident.runs().stream()
                .filter(run -> !run.over())
                .forEach(run ->
                        lines.add("• " + incident.id() + "/" + run.number() + " " + run.runbook() + ": " + run.says()));
        var asked = approvals.questions(incident).entrySet().stream()
                .map(question -> asked(question.getKey(), question.getValue()))
                .toList();
        return SlackReply.plan(incident.id(), lines, asked);
    }

    private static SlackReply.Asked asked(int run, Approvals.Question question) {
        return new SlackReply.Asked(
                run, question.text(), question.identity(), question.byHand(), LinkPage.until(question));
    }
}
