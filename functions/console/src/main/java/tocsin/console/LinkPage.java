package tocsin.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.config.Person;
import tocsin.config.Service;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.incident.RunState;
import tocsin.incident.StoryEntry;
import tocsin.page.Cleaned;
import tocsin.page.Link;
import tocsin.page.Link.Reading;
import tocsin.page.Links;
import tocsin.page.PageRef;
import tocsin.page.Pictures;
import tocsin.runbook.Approvals;
import tocsin.runbook.Approvals.Question;
import tocsin.state.Keys;
import tocsin.triage.Triage;

/**
 * What a link in a message opens: the incident on one small page, and the buttons that matter at night. Looking changes
 * nothing, so that a preview or a scanner of mails does nothing; pressing a button acts in the name of whoever was sent
 * the link, through the same code as the command.
 */
final class LinkPage {
    private static final String VIA = "link";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int STORY = 12;
    private static final String PICTURE = "picture";
    private static final int MOST = 20_000;
    private static final int LONGEST_NAME = 100;

    private final Ports ports;
    private final Books books;
    private final Acts acts;
    private final Course course;
    private final Links links;
    private final Approvals approvals;
    private final Pictures pictures;

    LinkPage(Ports ports, Books books, Acts acts, Course course) {
        this.ports = ports;
        this.books = books;
        this.acts = acts;
        this.course = course;
        links = new Links(ports);
        approvals = new Approvals(ports);
        pictures = new Pictures(ports);
    }

    /** What stands there; changes nothing. */
    Response show(String token, Request request) {
        return opened(
                token,
                (link, incident) ->
                        request.query().containsKey(PICTURE) ? picture(incident) : page(200, link, incident, null));
    }

    private Response picture(Incident incident) {
        return pictures.of(incident)
                .map(Response::png)
                .orElseGet(() -> sentence(404, "No picture", "CloudWatch draws none now."));
    }

    /** Does what a button says. */
    Response act(Request request, String token) {
        if (request.body().length() > MOST) {
            return sentence(413, "Too large", "A form of this page is a few words. Nothing was done.");
        }
        return opened(token, (link, incident) -> {
            var form = form(request);
            var done = done(link, incident, form);
            if (done.isEmpty()) {
                return sentence(400, "Not understood", "No button of this page says that. Nothing was done.");
            }
            var now = books.incident(link.incident()).orElse(incident);
            return page(done.get().good() ? 200 : 409, link, now, done.get());
        });
    }

    private Optional<Done> done(Link link, Incident incident, Map<String, String> form) {
        var by = link.person();
        var named = by + " by " + VIA;
        var run = form.getOrDefault("run", "");
        var to = form.getOrDefault("to", "");
        var isRun = run.matches("[0-9]{1,6}");
        return switch (form.getOrDefault("do", "")) {
            case "acknowledge" -> Optional.of(acts.acknowledge(incident, by, VIA));
            case "approve" ->
                isRun
                        ? Optional.of(acts.answer(incident, Integer.parseInt(run), true, named, read(form)))
                        : Optional.empty();
            case "refuse" ->
                isRun
                        ? Optional.of(acts.answer(incident, Integer.parseInt(run), false, named, null))
                        : Optional.empty();
            case "reassign" -> Optional.of(course.reassign(incident, Cleaned.line(to, LONGEST_NAME), "", by));
            case "halt" -> Optional.of(acts.halt(named, true));
            default -> Optional.empty();
        };
    }

    /** Whoever sends no digest has read nothing, and no run asks that. */
    private static String read(Map<String, String> form) {
        var read = form.getOrDefault("read", "");
        return read.isBlank() ? "nothing" : read;
    }

    private Response opened(String token, BiFunction<Link, Incident, Response> then) {
        try {
            var reading = links.read(token);
            if (reading.isEmpty()) {
                return sentence(404, "No links", "No links are configured here (links in tocsin.yaml).");
            }
            return switch (reading.get()) {
                case Reading.Forged forged ->
                    sentence(
                            403,
                            "This is no link of ours",
                            "It is not whole, or was not made here. Nothing was done. Take it from the message again, or"
                                    + " use ./tocsin ack.");
                case Reading.Ended(var link) ->
                    sentence(
                            410,
                            "This link has ended",
                            "It opened until " + Said.time(link.until()) + ". Nothing was done. A newer message has"
                                    + " another; or use ./tocsin ack.");
                case Reading.Good(var link) -> opened(link, then);
            };
        } catch (PortFailure failure) {
            return sentence(503, "Not now", "The table or a service of AWS does not answer. Try again in a moment.");
        }
    }

    private Response opened(Link link, BiFunction<Link, Incident, Response> then) {
        var incident = books.incident(link.incident());
        var over = incident.map(Incident::phase)
                .filter(phase -> phase == Phase.RESOLVED || phase == Phase.CLOSED)
                .isPresent();
        if (incident.isPresent() && !over) {
            return then.apply(link, incident.get());
        }
        var name = books.triage().speakable(link.incident());
        return incident.isPresent()
                ? sentence(
                        410,
                        name + " is over",
                        "It is resolved, and this link with it. Nothing was done. ./tocsin show " + name
                                + " tells its story.")
                : sentence(410, "There is no " + name, "It was never opened, or is forgotten. Nothing was done.");
    }

    private static Response sentence(int status, String title, String says) {
        return new Html().element("h1", title).raw("\n").element("p", says).response(status, title);
    }

    private Response page(int status, Link link, Incident incident, @Nullable Done done) {
        var loses = books.configuration()
                .service(incident.ref().partition())
                .map(Service::usersLose)
                .orElse("sight of " + incident.ref().partition());
        var title = incident.severity() + " " + incident.id() + " " + loses;
        var questions = approvals.questions(incident);
        var html = new Html();
        if (done != null) {
            html.element(done.good() ? "p class=\"said\"" : "p class=\"said refused\"", done.says())
                    .raw("\n");
        }
        html.element("h1", title).raw("\n");
        html.element("p", standing(incident)).raw("\n");
        html.element("p", has(incident)).raw("\n");
        if (incident.phase().followed()) {
            html.button("acknowledge", "Acknowledge", "go", Map.of());
            html.choice("reassign", "Give it to somebody else", "to", others(link, incident));
        }
        alarms(html, incident);
        Pictures.drawn(incident)
                .ifPresent(transition -> html.raw(
                                "<p><img src=\"?" + PICTURE + "\" width=\"600\" height=\"260\" alt=\"")
                        .text("The metric of " + Cleaned.line(transition.alarm(), 200) + " since two hours before")
                        .raw("\"></p>\n"));
        log(html, incident);
        html.raw("<div id=\"plan\">\n");
        questions.forEach((run, question) -> question(html, incident, run, question));
        runs(html, incident, questions);
        html.raw("</div>\n");
        halt(html);
        story(html, incident);
        html.element("p class=\"small\"", whose(link)).raw("\n");
        return html.response(status, title);
    }

    /** To whom it may be given from here. */
    private List<String> others(Link link, Incident incident) {
        var has = incident.acknowledgement();
        return books.configuration().people().stream()
                .filter(person -> !person.reach().isEmpty())
                .map(Person::name)
                .filter(person -> !person.equals(link.person()) && (has == null || !has.isOf(person)))
                .toList();
    }

    private String standing(Incident incident) {
        return "Because " + incident.because() + ". Since " + Said.time(incident.openedAt()) + " ("
                + ago(incident.openedAt()) + ").";
    }

    static String has(Incident incident) {
        var has = incident.acknowledgement();
        if (has != null) {
            return has.by() + (has.handed() ? " is to have it, and has not acknowledged yet; since " : " has it since ")
                    + Said.time(has.at()) + ".";
        }
        return switch (incident.phase()) {
            case OPEN -> "Nobody has it.";
            case ACKNOWLEDGED, MITIGATING -> "Somebody has it.";
            case MONITORING -> "Every alarm is OK; it is watched before it is believed.";
            case RESOLVED, CLOSED -> "It is over.";
        };
    }

    private static void alarms(Html html, Incident incident) {
        var standing = incident.standing().toList();
        if (standing.isEmpty()) {
            return;
        }
        html.raw("<h2>What stands</h2>\n<ul>");
        standing.stream().limit(10).forEach(signal -> {
            var transition = signal.transition();
            var blind = signal.blind() ? ", no data since" : "";
            var state = transition.state() == AlarmState.ALARM ? "" : " " + transition.state();
            html.element(
                    "li",
                    Triage.observed(transition) + state + ", " + signal.severity() + " since "
                            + Said.time(transition.at()) + blind);
        });
        html.raw("</ul>\n");
    }

    private static void log(Html html, Incident incident) {
        var trouble = incident.trouble();
        if (trouble == null || trouble.lines().isEmpty()) {
            return;
        }
        html.element("h2", "The last errors of " + trouble.group()).raw("\n<ul>");
        trouble.lines().forEach(line -> html.element("li", line));
        html.raw("</ul>\n");
    }

    private static void question(Html html, Incident incident, int run, Question question) {
        var name = incident.id() + "/" + run;
        html.element("h2", name + " asks").raw("\n");
        html.element("pre", question.text()).raw("\n");
        if (Html.cuts(question.text())) { // nobody approves of what they were not shown
            html.element("p", "It asks more than can be shown here: ./tocsin approve " + name);
            html.element("p", until(question));
            html.button("refuse", "Refuse " + name, "stop", Map.of("run", Integer.toString(run)));
            return;
        }
        html.element("p", until(question));
        var fields = new TreeMap<String, String>();
        fields.put("run", Integer.toString(run));
        fields.put("read", question.identity());
        html.button("approve", (question.byHand() ? "Done by hand: go on with " : "Approve ") + name, "go", fields);
        html.button("refuse", "Refuse " + name, "stop", fields);
    }

    /** What comes of it where nobody answers. */
    static String until(Question question) {
        return question.veto()
                ? "It goes on by itself at " + Said.time(question.until()) + "."
                : "It waits for an answer until " + Said.time(question.until()) + ".";
    }

    private static void runs(Html html, Incident incident, Map<Integer, Question> questions) {
        var runs = incident.runs().stream()
                .filter(run -> !questions.containsKey(run.number()))
                .toList();
        if (runs.isEmpty()) {
            return;
        }
        html.raw("<h2>Runs</h2>\n<ul>");
        runs.forEach(run -> html.element("li", incident.id() + "/" + run.number() + " " + said(run)));
        html.raw("</ul>\n");
    }

    private static String said(RunState run) {
        return run.runbook() + (run.over() ? " (over): " : ": ") + Cleaned.line(run.says(), 1_000);
    }

    private void story(Html html, Incident incident) {
        var ref = incident.ref();
        var rows = ports.table()
                .query(ref.partition(), Keys.stories(ref.number()), true, STORY, null)
                .rows();
        html.raw("<h2>The last of its story (UTC)</h2>\n<ul>");
        rows.stream()
                .map(row -> books.documents().stories().fromJson(Books.body(row)))
                .forEach(entry -> html.element("li", told(entry)));
        html.raw("</ul>\n");
    }

    private static String told(StoryEntry entry) {
        return TIME.format(entry.at()) + " " + entry.what() + ": " + Cleaned.line(entry.text(), 500);
    }

    private void halt(Html html) {
        html.raw("<h2 id=\"halt\">Stop everything</h2>\n");
        var halted = ports.table().read(List.of(Keys.HALT)).rows().get(Keys.HALT);
        if (halted == null) {
            html.element("p", "No run of any incident makes another change then, until somebody says ./tocsin resume.");
            html.button("halt", "Halt all runs", "stop", Map.of());
        } else {
            html.element("p", "All runs are halted, by " + halted.text("by") + "; ./tocsin resume lets them go on.");
        }
    }

    private static String whose(Link link) {
        return (link.person().equals(PageRef.TEAM)
                        ? "This link acts in the team's name"
                        : "This link acts in the name of " + link.person())
                + ", and ends at " + Said.time(link.until()) + ". Do not pass it on.";
    }

    private String ago(Instant since) {
        var time = Duration.between(since, ports.clock().instant());
        return time.toMinutes() < 1
                ? "just now"
                : time.toHours() < 1
                        ? time.toMinutes() + " min ago"
                        : time.toHours() + " h " + time.toMinutesPart() + " min ago";
    }

    /** As a browser sends it, in whichever case; of one name the last counts. */
    private static Map<String, String> form(Request request) {
        var fields = new TreeMap<String, String>();
        request.form(20).forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        return fields;
    }
}
