package tocsin.console;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.Said;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Signal;
import tocsin.incident.Standing;
import tocsin.page.Cleaned;
import tocsin.page.PageAddress;
import tocsin.page.PageRow;
import tocsin.page.PageState;
import tocsin.state.Due;
import tocsin.state.Keys;
import tocsin.state.Row;

/** Why somebody was paged about an alarm or an incident, or was not: what was decided, by which rule, who was told. */
final class Why {
    /** Of one story the newest; an answer of Lambda has 6 MB. */
    private static final int MOST_ENTRIES = 500;

    /** Incidents that an alarm belonged to, the newest. */
    private static final int MOST_INCIDENTS = 10;

    private static final int MOST_ALIKE = 5;
    private static final int MOST_SHOWN = 200;

    private final Ports ports;
    private final Books books;
    private final JsonType<WhyView> view;

    Why(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
        view = Jsonb.instance().type(WhyView.class);
    }

    Response why(Request request) {
        var of = request.query().getOrDefault("of", "").strip();
        if (of.isEmpty()) {
            throw new BadRequest("of: missing; expected an alarm's name, or an incident such as db-42");
        }
        var answer = new Answer(of);
        books.incident(of).ifPresentOrElse(answer::about, answer::aboutAlarm);
        return answer.response();
    }

    /** The answer as it is put together. */
    private final class Answer {
        private final String of;
        private final List<String> stands = new ArrayList<>();
        private final List<String> because = new ArrayList<>();
        private final List<WhyTold> told = new ArrayList<>();
        private final List<WhyLine> lines = new ArrayList<>();
        private final Set<String> alike = new TreeSet<>();
        private final Reasons reasons =
                new Reasons(books.configuration(), books.triage(), ports.clock().instant());

        Answer(String of) {
            this.of = of;
        }

        Response response() {
            if (stands.isEmpty() && lines.isEmpty()) {
                return Response.notFound("no incident and no alarm " + Cleaned.line(of, MOST_SHOWN) + " was seen"
                        + (alike.isEmpty() ? "" : "; there is " + String.join(", ", alike)));
            }
            var sorted =
                    lines.stream().sorted(Comparator.comparing(WhyLine::at)).toList();
            var newest = sorted.subList(Math.max(0, sorted.size() - MOST_ENTRIES), sorted.size());
            return Response.json(view.toJson(new WhyView(of, stands, because, told, newest)));
        }

        void about(Incident incident) {
            stands.add(said(incident));
            incident.signals().forEach(signal -> stands.add(said(signal)));
            because.addAll(reasons.of(incident));
            told(incident);
            lines.addAll(story(incident.ref(), incident.id()));
        }

        void aboutAlarm() {
            books.everywhere().forEach(this::aboutAlarm);
        }

        private void aboutAlarm(String partition) {
            var head = books.ledger().view(List.of(partition), List.of()).head(partition);
            var before = stands.size();
            standings(partition);
            var incidents = incidents(head);
            if (stands.size() == before && incidents.isEmpty()) {
                return;
            }
            head.withheld().stream()
                    .filter(this::isMeant)
                    .flatMap(signal -> Reasons.withheld(signal).stream())
                    .forEach(because::add);
            var joined = head.joined();
            if (joined != null) {
                var leader = books.triage().speakable(joined);
                because.add(partition + " is a symptom of " + leader + ": tocsin why " + leader);
            }
            for (var incident : incidents) {
                stands.add(said(incident));
                incident.signals().stream().filter(this::isMeant).forEach(signal -> stands.add(said(signal)));
                reasons.of(incident).forEach(text -> because.add(incident.id() + ": " + text));
                told(incident);
                lines.addAll(story(incident.ref(), incident.id()));
            }
            story(new IncidentRef(partition, 0), null).stream()
                    .filter(line -> names(line.text()))
                    .forEach(lines::add);
        }

        private void standings(String partition) {
            for (var row : books.rows(partition, "board#")) {
                books.documents().boards().fromJson(Books.body(row)).standings().forEach((id, standing) -> {
                    var name = id.replaceFirst(".*?:alarm:", "");
                    if (name.equals(of) || name.startsWith(of + " ") || id.equals(of)) {
                        stands.add(said(partition, name, standing));
                    } else if (alike.size() < MOST_ALIKE && name.contains(of)) {
                        alike.add(Cleaned.line(name, MOST_SHOWN));
                    }
                });
            }
        }

        /** The newest incidents in which the alarm has a signal: the service's own, and the one that it has joined. */
        private List<Incident> incidents(Head head) {
            var refs = new ArrayList<IncidentRef>();
            var joined = head.joined();
            if (joined != null) {
                refs.add(joined);
            }
            for (var number = head.incidents(); number > 0 && refs.size() < MOST_INCIDENTS; number--) {
                refs.add(new IncidentRef(head.partition(), number));
            }
            return refs.stream()
                    .flatMap(ref -> books.incident(ref).stream())
                    .filter(incident -> incident.signals().stream().anyMatch(this::isMeant))
                    .toList();
        }

        private boolean isMeant(Signal signal) {
            return signal.transition().alarm().equals(of) || signal.id().arn().equals(of);
        }

        /** Whether a sentence speaks of this alarm, and not of one whose name only begins or ends so. */
        private boolean names(String text) {
            for (var at = text.indexOf(of); at >= 0; at = text.indexOf(of, at + 1)) {
                var end = at + of.length();
                var begins = at == 0 || text.charAt(at - 1) == ' ';
                if (begins && (end == text.length() || " :,;".indexOf(text.charAt(end)) >= 0)) {
                    return true;
                }
            }
            return false;
        }

        private void told(Incident incident) {
            books.rows(incident.ref().partition(), Keys.pages(incident.ref().number())).stream()
                    .flatMap(row -> Why.this.told(incident.id(), row).stream())
                    .forEach(told::add);
        }
    }

    private Optional<WhyTold> told(String incident, Row row) {
        return PageAddress.of(row.key()).map(address -> {
            var state = PageState.of(row, books.documents());
            var page = address.page();
            var confirmed = state.confirmed();
            return new WhyTold(
                    incident,
                    page.generation(),
                    page.step(),
                    page.person(),
                    page.channel().word(),
                    state.message().summary(),
                    state.wanted().name(),
                    confirmed == null ? null : confirmed.name(),
                    state.attempts(),
                    row.text(PageRow.ANSWER),
                    instant(row.number(PageRow.ANSWERED_AT)),
                    instant(row.number(Due.AT)),
                    state.handle());
        });
    }

    private List<WhyLine> story(IncidentRef ref, @Nullable String id) {
        var rows = ports.table()
                .query(ref.partition(), Keys.stories(ref.number()), true, MOST_ENTRIES, null)
                .rows();
        return rows.stream()
                .map(row -> books.documents().stories().fromJson(Books.body(row)))
                .map(entry -> new WhyLine(entry.at(), id, entry.what(), entry.text(), entry.by()))
                .toList()
                .reversed();
    }

    private static String said(Incident incident) {
        var has = incident.acknowledgement();
        return incident.id() + " is " + Acts.said(incident.phase()) + " as " + incident.severity() + ", because "
                + incident.because() + "; open since " + Said.time(incident.openedAt())
                + (has == null ? "" : "; " + has.said());
    }

    private static String said(Signal signal) {
        var transition = signal.transition();
        return transition.alarm() + " is " + transition.state() + " since " + Said.time(transition.at()) + ": "
                + signal.severity() + " by the rule \"" + signal.because() + "\""
                + (signal.blind() ? "; without data since" : "");
    }

    private static String said(String partition, String name, Standing standing) {
        var moves = standing.moves().stream().map(Said::time).toList();
        return name + " of " + partition + " is " + standing.state() + " since " + Said.time(standing.at())
                + (standing.held() ? ", its actions held by CloudWatch" : "")
                + (moves.size() < 2 ? "" : "; it moved at " + String.join(", ", moves));
    }

    private static @Nullable Instant instant(@Nullable Long milliseconds) {
        return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
    }
}
