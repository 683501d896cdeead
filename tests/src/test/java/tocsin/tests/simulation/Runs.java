package tocsin.tests.simulation;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.incident.Incident;
import tocsin.runbook.Progress;
import tocsin.runbook.RunRequest;
import tocsin.runbook.RunRow;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.testing.Change;

/** The runs of a world, as everybody can see them: what they ask, what people answer, and what is told of their end. */
final class Runs {
    private final JsonType<Progress> progresses = Jsonb.builder().build().type(Progress.class);
    private final Documents documents = new Documents();
    private final Map<String, Seen> seen = new TreeMap<>();
    private final Map<String, List<String>> planned = new TreeMap<>();

    /** What is known of one. */
    static final class Seen {
        final RunRequest request;

        /** Each question about all that it would do, and when it was first seen. */
        final List<Asked> asked = new ArrayList<>();

        /** What somebody read who said yes to it. */
        final List<String> yes = new ArrayList<>();

        /** What its incident was told of it. */
        final List<String> told = new ArrayList<>();

        /** How often it has asked something, or said what it is about to do. */
        int questions;

        /** "run proven", "run failed" or "run ended"; "" before. */
        String end = "";

        boolean over;

        /** Whether somebody has stopped it, and was told that it counts. */
        boolean stopped;

        Seen(RunRequest request) {
            this.request = request;
        }
    }

    /** @param veto whether silence is an answer */
    record Asked(String question, boolean veto, Instant at, Instant until) {}

    @Nullable Seen named(String id) {
        return seen.get(id);
    }

    List<Seen> all() {
        return List.copyOf(seen.values());
    }

    /** Somebody has read a plan, and may ask for just that. */
    void planned(String identity, String text) {
        planned.computeIfAbsent(identity, none -> new ArrayList<>()).add(text);
    }

    /** What it asks now; null where it asks nothing. */
    static Progress.@Nullable Asked asks(Runs runs, Row row) {
        var text = row.text(RunRow.PROGRESS);
        return !"asking".equals(row.text(RunRow.STATUS)) || text == null
                ? null
                : runs.progresses.fromJson(text).asked();
    }

    /** The incident that is open in a head; null where there is none. */
    @Nullable Incident open(@Nullable Row head) {
        return head == null
                ? null
                : documents.heads().fromJson(String.valueOf(head.text("body"))).open();
    }

    RunRequest request(Row row) {
        return documents.runs().fromJson(String.valueOf(row.text(RunRow.BODY)));
    }

    /** Something was committed. */
    void committed(Change change, Instant now) {
        var row = change.after();
        if (row == null) {
            return;
        }
        if (Keys.isRun(row.key())) {
            run(row, now);
        } else if (row.key().sk().contains("/story#")) {
            story(String.valueOf(row.text("body")));
        }
    }

    private void run(Row row, Instant now) {
        var request = request(row);
        var run = seen.computeIfAbsent(request.id(), id -> new Seen(request));
        var plan = request.plan();
        if (plan != null && run.yes.isEmpty()) {
            run.yes.addAll(planned.getOrDefault(plan, List.of()));
        }
        run.over = "over".equals(row.text(RunRow.STATUS));
        var asks = asks(this, row);
        if (asks != null
                && asks.step() == null
                && run.asked.stream().noneMatch(each -> each.until().equals(asks.until()))) {
            run.asked.add(new Asked(asks.question(), asks.veto(), now, asks.until()));
        }
    }

    private void story(String body) {
        var what = field(body, "what");
        if (!what.startsWith("run")) {
            return;
        }
        var text = field(body, "text");
        var run = seen.get(text.substring(0, Math.max(0, text.indexOf(": "))));
        if (run != null) {
            run.told.add(text);
            run.questions += what.equals("run asks") ? 1 : 0;
            if (List.of("run proven", "run failed", "run ended").contains(what)) {
                run.end = what;
            }
        }
    }

    /** A text of a flat document. */
    static String field(String body, String name) {
        var begin = body.indexOf("\"" + name + "\":\"");
        if (begin < 0) {
            return "";
        }
        var from = begin + name.length() + 4;
        var to = from;
        while (body.charAt(to) != '"' || body.charAt(to - 1) == '\\') {
            to++;
        }
        return body.substring(from, to);
    }
}
