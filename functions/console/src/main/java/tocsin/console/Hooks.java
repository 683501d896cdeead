package tocsin.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.alarm.Told;
import tocsin.config.Hook;
import tocsin.config.Service;
import tocsin.hook.Form;
import tocsin.hook.Proof;
import tocsin.hook.Reading;
import tocsin.hook.Report;
import tocsin.incident.BoardKey;
import tocsin.page.Cleaned;
import tocsin.triage.Placed;

/**
 * What other watchers post to {@code /hooks/in/NAME}: what they say is wrong stands as an alarm would, and is over when
 * they say so. What is not signed is refused with 401; a fault of ours is a 5xx, so that it comes again.
 */
final class Hooks {
    /** A group of alerts may be long, and the way is open to everybody. */
    private static final int MOST = 1_000_000;

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST = 1_000;

    private final Ports ports;
    private final Books books;

    Hooks(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response take(Request request, String name) {
        var hook = books.configuration().entrances().hook(name);
        if (hook.isEmpty()) {
            return Response.notFound("no such webhook is configured (webhooks in tocsin.yaml)");
        }
        if (request.body().length() > MOST) {
            return Response.problem(413, "Too large", "expected at most 1 MB; let it tell of fewer alerts at once");
        }
        var now = ports.clock().instant();
        var secret = ports.secrets().secret(hook.get().key().name());
        return switch (Proof.of(hook.get().form(), request.headers(), request.body(), secret, now)) {
            case Proof.Refused(var because) -> Response.problem(401, "Not signed", because);
            case Proof.Given(var at) -> read(hook.get(), request, at, now);
        };
    }

    private Response read(Hook hook, Request request, @Nullable Instant at, Instant now) {
        return switch (Form.read(hook.form(), request.headers(), request.body())) {
            case Reading.Unreadable(var because) -> Response.bad(because);
            case Reading.Ignored(var because) -> Response.done(because);
            case Reading.Reports(var reports) -> {
                var services = new LinkedHashMap<String, List<Placed>>();
                for (var report : reports) {
                    var placed = placed(hook, report, at, now);
                    services.computeIfAbsent(placed.partition(), each -> new ArrayList<>())
                            .add(placed);
                }
                services.forEach(this::decide);
                yield Response.done("taken: "
                        + services.keySet().stream()
                                .map(partition -> services.getOrDefault(partition, List.of())
                                                .size() + " of " + partition)
                                .reduce((one, other) -> one + ", " + other)
                                .orElse("nothing"));
            }
        };
    }

    private Placed placed(Hook hook, Report report, @Nullable Instant proven, Instant now) {
        var told = proven == null ? report.at() : proven;
        var at = told == null || told.isAfter(now) ? now : told;
        var severity = Optional.ofNullable(report.severity())
                .flatMap(Declarations::severityNamed)
                .orElse(hook.severity());
        var says = report.says() == null ? null : Cleaned.lines(report.says(), LONGEST);
        var title = Cleaned.line(report.title(), LONGEST_TITLE);
        var transition = Told.byHook(
                hook.name(),
                report.key(),
                title.isBlank() ? hook.name() : title,
                report.firing(),
                at,
                says,
                severity.name());
        return books.triage()
                .told(transition, hook.name(), partition(hook, report).orElse(null));
    }

    /** The service that it names, if it is one, or else the one that is configured. */
    private Optional<String> partition(Hook hook, Report report) {
        return Optional.ofNullable(report.service())
                .flatMap(this::partition)
                .or(() -> Optional.ofNullable(hook.service()).flatMap(this::partition));
    }

    private Optional<String> partition(String service) {
        var partition = service.contains("/")
                ? service
                : books.configuration().stages().getFirst().name() + "/" + service;
        return books.configuration().service(partition).map(Service::partition);
    }

    /** As many at a time as one transaction holds. */
    private void decide(String partition, List<Placed> placed) {
        var left = placed;
        while (!left.isEmpty()) {
            var moves = left;
            var decision = books.ledger()
                    .decide(
                            books.triage().partitions(partition),
                            boards(moves),
                            stored -> books.triage()
                                    .moved(stored, moves, ports.clock().instant()));
            left = left.subList(Math.max(decision.taken(), 1), left.size());
        }
    }

    private static List<BoardKey> boards(List<Placed> placed) {
        return placed.stream()
                .map(each -> BoardKey.of(each.partition(), each.transition().id()))
                .distinct()
                .toList();
    }
}
