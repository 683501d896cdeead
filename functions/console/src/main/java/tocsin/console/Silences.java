package tocsin.console;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.Digest;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.Said;
import tocsin.config.Known;
import tocsin.config.Pattern;
import tocsin.config.PatternCheck;
import tocsin.config.Silence;
import tocsin.state.Batch;
import tocsin.state.Condition;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Table.Written;
import tocsin.state.Value;
import tocsin.state.Write;

/** Silences: one row, changed under its version; what has ended is left out at the next change. */
final class Silences {
    /** All silences are one row, which every decision reads: it stays small, whatever somebody sends. */
    private static final int LONGEST_REASON = 300;

    private static final int LONGEST_PATTERN = 1_000;
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final int MOST = 200;
    private static final int MOST_ATTEMPTS = 10;

    private final Ports ports;
    private final Books books;

    Silences(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response list() {
        var now = ports.clock().instant();
        return Response.json(books.documents()
                .silences()
                .toJson(stored().silences().stream()
                        .filter(silence -> silence.until().isAfter(now))
                        .toList()));
    }

    Response add(Request request) {
        var tree = Batch.tree(request.body());
        var length = Durations.read("for", tree.extract("for", ""));
        var because = tree.extract("because", "").strip();
        if (because.isEmpty()) {
            throw new BadRequest("because: missing; whoever finds the silence wants to know why it is there");
        }
        if (because.length() > LONGEST_REASON) {
            throw new BadRequest(
                    "because: " + because.length() + " letters; expected a sentence of at most " + LONGEST_REASON);
        }
        var pattern = pattern(tree);
        var until = ports.clock().instant().plus(length);
        var by = Caller.of(request);
        var id = "s-" + Digest.of(pattern.json() + until + by).substring(0, 8);
        var silence = new Silence(id, pattern, until, because, by);
        return change(
                silences -> {
                    var more = new ArrayList<>(silences);
                    more.removeIf(known -> known.id().equals(id));
                    more.add(silence);
                    if (more.size() > MOST) {
                        throw new BadRequest("there are " + MOST + " silences already; end some first");
                    }
                    return more;
                },
                id + " until " + Said.time(until));
    }

    private Pattern pattern(JsonObject tree) {
        if (!(tree.elements().get("match") instanceof JsonObject match) || match.isEmpty()) {
            throw new BadRequest("match: missing; expected a pattern such as {\"alarm\": [{\"prefix\": \"valine-\"}]}");
        }
        var json = JSON.toJson(match);
        if (json.length() > LONGEST_PATTERN) {
            throw new BadRequest("match: " + json.length() + " letters; expected at most " + LONGEST_PATTERN);
        }
        var problems = PatternCheck.problems(json, PatternCheck.Use.HOLD, Known.of(ports.configuration()));
        if (!problems.isEmpty()) {
            throw new BadRequest(problems.stream()
                    .map(problem ->
                            String.join(
                                            ".",
                                            Stream.concat(Stream.of("match"), problem.path().stream())
                                                    .toList()) + ": " + problem.text())
                    .collect(Collectors.joining("; ")));
        }
        return new Pattern(json);
    }

    Response remove(Request request, String id) {
        for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var stored = stored();
            var ending = stored.silences().stream()
                    .filter(silence -> silence.id().equals(id))
                    .findFirst();
            if (ending.isEmpty()) {
                return Response.notFound("no silence " + id);
            }
            if (ended(stored, ending.get())) {
                return Response.done(id + " ended by " + Caller.of(request));
            }
            ports.pause().before(attempt);
        }
        throw new PortFailure(PortFailure.Kind.CONFLICT, "others are changing the silences");
    }

    /** In one transaction with the services of which it withheld something, so that none waits for its end. */
    private boolean ended(Stored stored, Silence ending) {
        var left = stored.silences().stream()
                .filter(silence -> !silence.equals(ending))
                .toList();
        var now = ports.clock().instant();
        try {
            books.ledger()
                    .decide(
                            null,
                            books.partitions(),
                            List.of(),
                            view -> books.triage().unsilenced(view, ending, now),
                            decision -> List.of(write(left, stored.version())));
            return true;
        } catch (Ledger.BesideRefused changed) {
            return false;
        }
    }

    private Response change(UnaryOperator<List<Silence>> how, String says) {
        for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var stored = stored();
            var now = ports.clock().instant();
            var live = stored.silences().stream()
                    .filter(silence -> silence.until().isAfter(now))
                    .toList();
            if (ports.table().write(write(how.apply(live), stored.version())) instanceof Written.Done) {
                return Response.done(says);
            }
            ports.pause().before(attempt);
        }
        throw new PortFailure(PortFailure.Kind.CONFLICT, "others are changing the silences");
    }

    private Write write(List<Silence> silences, long version) {
        var attributes = new TreeMap<String, Value>();
        attributes.put("body", Value.of(books.documents().silences().toJson(silences)));
        attributes.put("version", Value.of(version + 1));
        attributes.put("schema", Value.of(1));
        var unchanged = version == 0 ? Condition.noRow() : Condition.equal("version", version);
        return new Write.Put(new Row(Keys.SILENCES, attributes), List.of(unchanged));
    }

    private Stored stored() {
        var row = books.ledger().rows(List.of(Keys.SILENCES)).get(Keys.SILENCES);
        if (row == null) {
            return new Stored(List.of(), 0);
        }
        var version = row.number("version");
        return new Stored(books.documents().silences().fromJson(Books.body(row)), version == null ? 0 : version);
    }

    private record Stored(List<Silence> silences, long version) {}
}
