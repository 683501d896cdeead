package tocsin.console;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tocsin.Digest;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.Said;
import tocsin.SignedCall;
import tocsin.config.Configuration;
import tocsin.config.Person;
import tocsin.config.Secret;
import tocsin.oncall.ICalendar;
import tocsin.oncall.Rota;
import tocsin.oncall.ShiftOverride;
import tocsin.oncall.Timeline;
import tocsin.page.Cleaned;
import tocsin.state.Batch;
import tocsin.state.Condition;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Table.Written;
import tocsin.state.Value;
import tocsin.state.Write;

/** Who is on call, and what is put before the rotas: one row of overrides, changed under its version. */
final class Rotas {
    private static final Duration USUAL = Duration.ofDays(14);
    private static final Duration SUBSCRIBED = Duration.ofDays(8 * 7);

    /** So long it is kept who had it by an override, and who said so. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final int MOST = 200;
    private static final int MOST_ATTEMPTS = 10;
    private static final int LONGEST = 100;

    private final Ports ports;
    private final Books books;
    private final Configuration configuration;
    private final JsonType<RosterView> view;

    Rotas(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
        configuration = ports.configuration();
        view = Jsonb.instance().type(RosterView.class);
    }

    Response list(Request request) {
        var now = ports.clock().instant();
        var at = Times.read("at", request.query().getOrDefault("at", "now"), configuration.zone(), now);
        var length = Optional.ofNullable(request.query().get("next"))
                .map(text -> Durations.read("next", text))
                .orElse(USUAL);
        var overrides = books.ledger().overrides();
        var until = at.plus(length);
        return Response.json(view.toJson(new RosterView(
                at,
                until,
                timelines(overrides).stream().map(rota -> view(rota, at, until)).toList(),
                calendars(now),
                overrides.stream().filter(override -> override.to().isAfter(at)).toList())));
    }

    private List<CalendarView> calendars(Instant now) {
        var stored = books.ledger().calendars();
        var views = new ArrayList<CalendarView>();
        for (var rota : configuration.onCall().rotas()) {
            var feed = rota.feed();
            if (feed != null) {
                views.add(stored.stream()
                        .filter(each ->
                                each.rota().equals(rota.name()) && each.feed().equals(feed.identity()))
                        .map(each -> CalendarView.of(each, now))
                        .findFirst()
                        .orElse(CalendarView.untried(rota.name())));
            }
        }
        return views;
    }

    private List<Timeline> timelines(List<ShiftOverride> overrides) {
        var roster = configuration.roster(overrides, books.ledger().calendars());
        return configuration.onCall().rotas().stream()
                .flatMap(rota -> roster.rota(rota.name()).stream())
                .toList();
    }

    private static RotaView view(Timeline rota, Instant at, Instant until) {
        return new RotaView(
                rota.rota().name(),
                rota.rota().zone().getId(),
                StretchView.of(rota.at(at)),
                StretchView.of(rota.next(at)),
                rota.between(at, until).stream().map(StretchView::of).toList());
    }

    /** The same as a calendar, from a week before now. */
    Response calendar() {
        var now = ports.clock().instant();
        var rotas = timelines(books.ledger().overrides());
        var text =
                ICalendar.of(configuration.product(), rotas, now, now.minus(Duration.ofDays(7)), now.plus(SUBSCRIBED));
        return new Response(200, "text/calendar; charset=utf-8", text);
    }

    /** Where a calendar subscribes that cannot sign for IAM: who has the address, has the secret's word for it. */
    Response address() {
        var secret = configuration.onCall().subscription();
        return secret == null
                ? Response.notFound("no secret signs an address to subscribe to (subscribe)")
                : Response.json(JSON.toJson(JsonObject.create().add("path", "/oncall/" + signature(secret) + ".ics")));
    }

    /** The calendar under its signed address; any other has nothing. */
    Response subscribed(String signature) {
        var secret = configuration.onCall().subscription();
        return secret != null && MessageDigest.isEqual(bytes(signature(secret)), bytes(signature))
                ? calendar()
                : Response.notFound("no such calendar");
    }

    private String signature(Secret secret) {
        var value = ports.secrets().secret(secret.name());
        return HexFormat.of().formatHex(SignedCall.hmac(bytes("oncall.ics"), value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Response override(Request request) {
        var now = ports.clock().instant();
        var body = Batch.tree(request.body());
        var person = body.extract("person", "");
        if (configuration.person(person).isEmpty()) {
            throw new BadRequest("person: '" + Cleaned.line(person, LONGEST) + "' is nobody; there is "
                    + String.join(
                            ", ",
                            configuration.people().stream().map(Person::name).toList()));
        }
        var rota = rota(body.extract("rota", ""));
        var from = Times.read("from", body.extract("from", ""), rota.zone(), now);
        var to = Times.read("to", body.extract("to", ""), rota.zone(), now, from);
        if (!from.isBefore(to) || !to.isAfter(now)) {
            throw new BadRequest("to: " + Said.time(to) + " is not after "
                    + (from.isBefore(to) ? "now, " + Said.time(now) : "from, " + Said.time(from)));
        }
        var by = Caller.of(request);
        var id = "o-" + Digest.of(rota.name() + person + from + to + by).substring(0, 8);
        var added = new ShiftOverride(id, rota.name(), person, from, to, by, now);
        return change(
                overrides -> {
                    var more = new ArrayList<>(overrides);
                    more.removeIf(known -> known.id().equals(id));
                    more.add(added);
                    if (more.size() > MOST) {
                        throw new BadRequest("there are " + MOST + " overrides already; withdraw some first");
                    }
                    return more;
                },
                person + " has " + rota.name() + " from " + Said.time(from) + " to " + Said.time(to) + " (" + id + ")");
    }

    /** The rota that is meant; not named, the one called primary, or the only one. */
    private Rota rota(String name) {
        var rotas = configuration.onCall().rotas();
        var wanted = name.isEmpty() ? rotas.size() == 1 ? rotas.getFirst().name() : "primary" : name;
        return configuration
                .onCall()
                .rota(wanted)
                .orElseThrow(() -> new BadRequest("rota: '" + Cleaned.line(wanted, LONGEST) + "' is none; there is "
                        + (rotas.isEmpty()
                                ? "none in tocsin.yaml"
                                : String.join(
                                        ", ", rotas.stream().map(Rota::name).toList()))));
    }

    /** What has begun ends now, so that it stays known who had it until then. */
    Response withdraw(Request request, String id) {
        var now = ports.clock().instant();
        if (books.ledger().overrides().stream().noneMatch(override -> ends(override, id, now))) {
            return Response.notFound("no override " + Cleaned.line(id, LONGEST) + " that is not over");
        }
        return change(
                overrides -> {
                    var left = new ArrayList<ShiftOverride>();
                    for (var override : overrides) {
                        if (!ends(override, id, now)) {
                            left.add(override);
                        } else if (override.from().isBefore(now)) {
                            left.add(override.until(now));
                        }
                    }
                    return left;
                },
                id + " withdrawn by " + Caller.of(request));
    }

    private static boolean ends(ShiftOverride override, String id, Instant now) {
        return override.id().equals(id) && override.to().isAfter(now);
    }

    private Response change(UnaryOperator<List<ShiftOverride>> how, String says) {
        for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var row = books.ledger().rows(List.of(Keys.OVERRIDES)).get(Keys.OVERRIDES);
            var version = row == null ? null : row.number("version");
            var stored = row == null
                    ? List.<ShiftOverride>of()
                    : books.documents().overrides().fromJson(Books.body(row));
            var kept = ports.clock().instant().minus(KEPT);
            var live = stored.stream()
                    .filter(override -> override.to().isAfter(kept))
                    .toList();
            if (ports.table().write(write(how.apply(live), version == null ? 0 : version)) instanceof Written.Done) {
                return Response.done(says);
            }
            ports.pause().before(attempt);
        }
        throw new PortFailure(PortFailure.Kind.CONFLICT, "others are changing the overrides");
    }

    private Write write(List<ShiftOverride> overrides, long version) {
        var attributes = new TreeMap<String, Value>();
        attributes.put("body", Value.of(books.documents().overrides().toJson(overrides)));
        attributes.put("version", Value.of(version + 1));
        attributes.put("schema", Value.of(1));
        var unchanged = version == 0 ? Condition.noRow() : Condition.equal("version", version);
        return new Write.Put(new Row(Keys.OVERRIDES, attributes), List.of(unchanged));
    }
}
