package tocsin.tests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tocsin.local.chat.SlackStandIn;
import tocsin.page.PageRow;
import tocsin.page.Wanted;
import tocsin.page.Web;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.testing.TestingPorts;

/** The team's channel in Slack, in the worlds whose team has one: each incident is one message there. */
final class Chat {
    private static final Pattern INCIDENT = Pattern.compile("\\bP[0-3] (\\S+) ");
    private static final String ROW = "/page#0/chat/team/slack";

    final SlackStandIn slack = new SlackStandIn();
    private final Documents documents = new Documents();
    private final TestingPorts ports;
    private final List<String> broken = new ArrayList<>();

    Chat(TestingPorts ports) {
        this.ports = ports;
        ports.secrets.set("tocsin/slack", "xoxb-of-the-world");
    }

    static boolean isFor(Web.Call call) {
        return "slack.com".equals(call.uri().getHost());
    }

    /** A message whose row knows it is never written again: what may stand there twice is what nobody could know of. */
    Web.Answer answer(Web.Call call) {
        var body = String.valueOf(call.body());
        if (call.uri().getPath().endsWith("postMessage") && !body.contains("\"thread_ts\"")) {
            var found = INCIDENT.matcher(body);
            var incident = found.find() ? found.group(1) : "an incident without a name";
            row(incident)
                    .filter(row -> row.text(PageRow.HANDLE) != null)
                    .ifPresent(
                            row -> broken.add("Slack is told of " + incident + " anew, though its message was known"));
        }
        return slack.apply(call);
    }

    private Optional<Row> row(String incident) {
        return rows().stream()
                .filter(row -> String.valueOf(row.text(PageRow.BODY)).contains("\"incident\":\"" + incident + "\""))
                .findFirst();
    }

    private List<Row> rows() {
        return ports.table.rows().stream()
                .filter(row -> row.key().sk().endsWith(ROW))
                .toList();
    }

    /** All is well, and has been for long: of every incident that is over its message says so. */
    void settled() {
        for (var row : rows()) {
            if (isOpen(row)) {
                continue; // opened for a run by hand, that failed: it waits for somebody
            }
            if (!Wanted.RESOLVED.name().equals(row.text(PageRow.CONFIRMED))) {
                broken.add(row.key() + " is " + row.text(PageRow.CONFIRMED) + ", and its incident is over");
            }
            var handle = row.text(PageRow.HANDLE);
            var said = slack.messages().stream()
                    .filter(message -> handle != null && handle.contains(" " + message.at() + " "))
                    .map(SlackStandIn.Message::text)
                    .findFirst();
            if (said.filter(text -> text.startsWith("Resolved: ")).isEmpty()) {
                broken.add("Slack shows of " + row.key() + " at the end: " + said.orElse("nothing"));
            }
        }
    }

    private boolean isOpen(Row row) {
        var head = ports.table.row(Keys.head(row.key().pk()));
        var open = head == null
                ? null
                : documents.heads().fromJson(String.valueOf(head.text("body"))).open();
        return open != null
                && row.key()
                        .sk()
                        .startsWith("incident#%06d/".formatted(open.ref().number()));
    }

    List<String> takeBroken() {
        var taken = List.copyOf(broken);
        broken.clear();
        return taken;
    }
}
