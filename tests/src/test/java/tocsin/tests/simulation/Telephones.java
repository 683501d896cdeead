package tocsin.tests.simulation;

import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.local.chat.PushoverStandIn;
import tocsin.local.chat.PushoverStandIn.State;
import tocsin.local.pagerduty.Alert;
import tocsin.page.Web;
import tocsin.testing.TestingPorts;

/** Whoever is on call has a telephone, in the worlds that climb a ladder of their own: Pushover rings it. */
final class Telephones {
    private static final String HOOK = "/hooks/pushover";

    /** What is put into tocsin.yaml. */
    static final String CHANNEL =
            "pushover: { token: \"secret:tocsin/pushover\", callback: \"https://hooks.example.com" + HOOK + "\" }";

    /** So long it repeats by itself, at the most. */
    private static final Duration RINGS = Duration.ofMinutes(50);

    private final PushoverStandIn pushover = new PushoverStandIn();
    private final Agenda agenda;
    private final Trace trace;
    private final List<Rang> rang = new ArrayList<>();
    private final Map<String, Instant> ended = new TreeMap<>();
    private int asked;

    /** Somebody's telephone begins to ring for a page. */
    private record Rang(Instant at, String key, String person, String receipt) {}

    Telephones(Agenda agenda, Trace trace, TestingPorts ports) {
        this.agenda = agenda;
        this.trace = trace;
        ports.secrets.set("tocsin/pushover", "the application's token");
        ports.secrets.set("tocsin/owner", "the key of the owner");
        ports.secrets.set("tocsin/bea", "the key of Bea");
    }

    static boolean isFor(Web.Call call) {
        return "api.pushover.net".equals(call.uri().getHost());
    }

    Web.Answer answer(Web.Call call) {
        var before = pushover.ringing().size();
        asked += call.uri().getPath().endsWith("/messages.json") ? 1 : 0;
        var answer = pushover.apply(call);
        for (var ringing : pushover.ringing().subList(before, pushover.ringing().size())) {
            var of = query(URI.create(ringing.callback()).getRawQuery());
            var now = new Rang(
                    agenda.now(), of.getOrDefault("page", ""), of.getOrDefault("person", ""), ringing.receipt());
            trace.tell(now.at(), "the telephone of " + now.person() + " rings for " + now.key());
            rang.add(now);
        }
        look();
        return answer;
    }

    void outage(int status) {
        pushover.outage(status);
    }

    /** How often Pushover was asked to ring, whether or not it did. */
    int asked() {
        return asked;
    }

    /** What has rung long enough rings no more. */
    void minute() {
        rang.stream()
                .filter(each -> each.at().isBefore(agenda.now().minus(RINGS)))
                .forEach(each -> pushover.expire(each.receipt()));
        look();
    }

    private void look() {
        pushover.ringing().stream()
                .filter(each -> each.state() != State.RINGS)
                .forEach(each -> ended.putIfAbsent(each.receipt(), agenda.now()));
    }

    /** What rings or rang, by page: it is open as long as any telephone rings for it. */
    List<Alert> alerts() {
        var pages = new LinkedHashMap<String, List<Rang>>();
        rang.forEach(each ->
                pages.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each));
        return pages.entrySet().stream()
                .map(page -> alert(page.getKey(), page.getValue()))
                .toList();
    }

    private Alert alert(String key, List<Rang> rings) {
        var history = new ArrayList<Alert.Happening>();
        for (var each : rings) {
            history.add(new Alert.Happening(each.at(), "rings " + each.person(), true));
            var end = ended.get(each.receipt());
            if (end != null) {
                history.add(new Alert.Happening(end, "rings " + each.person() + " no more", false));
            }
        }
        history.sort((one, other) -> one.at().compareTo(other.at()));
        var open = rings.stream().anyMatch(each -> !ended.containsKey(each.receipt()));
        var state = open ? Alert.State.TRIGGERED : Alert.State.RESOLVED;
        return new Alert(1, key, state, "critical", key, rings.getFirst().at(), history);
    }

    /**
     * Somebody whose telephone rings for the page presses the button on it.
     *
     * @return what Pushover calls then; empty where nobody's rings
     */
    Optional<Call> acknowledge(String key) {
        var ringing = rang.stream()
                .filter(each -> each.key().equals(key) && !ended.containsKey(each.receipt()))
                .findFirst();
        var callback = ringing.flatMap(each -> pushover.acknowledge(each.receipt()));
        look();
        return callback.map(each -> {
            var query = JsonObject.create();
            query(URI.create(each.url()).getRawQuery()).forEach(query::add);
            return new Call(HOOK, query, each.form());
        });
    }

    /** A call of Pushover's. */
    record Call(String path, JsonObject query, String form) {}

    /** How often a telephone began to ring anew for one step's page; the raw page has no row that would know. */
    long twice() {
        var blind = rang.stream()
                .filter(each -> each.key().equals(Promise.BLIND))
                .map(Rang::receipt)
                .toList();
        var pages = pushover.ringing().stream()
                .filter(each -> !blind.contains(each.receipt()))
                .map(PushoverStandIn.Ringing::tags)
                .toList();
        return pages.size() - pages.stream().distinct().count();
    }

    private static Map<String, String> query(String raw) {
        var query = new TreeMap<String, String>();
        Arrays.stream(raw.split("&", -1))
                .map(field -> field.split("=", 2))
                .forEach(field -> query.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        return query;
    }
}
