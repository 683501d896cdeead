package tocsin.health;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Said;
import tocsin.action.Action.Parameter;
import tocsin.action.Address;
import tocsin.action.DurationText;
import tocsin.action.Form;
import tocsin.page.Web;

/** An address answers as it should: its status, what it holds, in time, under a certificate that lasts. */
final class HttpCheck implements CheckKind {
    private static final String URL = "url";
    private static final String STATUS = "status";
    private static final String MATCHES = "matches";
    private static final String WITHIN = "within";
    private static final String CERTIFICATE = "certificate-days";
    private static final int HTTPS = 443;

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String about() {
        return "Gets an address, twice where nothing answers: its status (2xx), a pattern in its body, a time limit, and"
                + " of https its certificate's days left.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed(URL, Form.ADDRESS),
                Forms.optional(
                        STATUS,
                        Forms.form(
                                "status", "a status such as 200 or 2xx", text -> text.matches("[1-5]([0-9]{2}|xx)"))),
                Forms.optional(MATCHES, Forms.REGEX),
                Forms.optional(WITHIN, Form.DURATION),
                Forms.optional(CERTIFICATE, Form.NUMBER));
    }

    /** What answers after a try was given up is not seen to be too slow, but not to answer at all. */
    @Override
    public String problem(Map<String, String> parameters, Duration timeout) {
        var within = DurationText.read(parameters.getOrDefault(WITHIN, ""));
        var tried = one(Sweep.patience(timeout));
        return within.isPresent() && within.get().compareTo(tried) >= 0
                ? "within " + Said.duration(within.get()) + ", but a try is given up after " + tried.toMillis()
                        + " ms, two fifths of timeout; expected less, or timeout: "
                        + (within.get().toSeconds() * 5 / 2 + 1) + "s"
                : "";
    }

    @Override
    public boolean feels() {
        return true;
    }

    @Override
    public boolean goesTheWholeWay() {
        return true;
    }

    @Override
    public Seen look(Look look) {
        var url = URI.create(look.text(URL));
        var answered = answered(look, url);
        var days = look.optional(CERTIFICATE);
        return days == null || !"https".equals(url.getScheme())
                ? answered
                : answered.and(Seen.part(() -> certificate(look, url, Long.parseLong(days))));
    }

    private static Seen answered(Look look, URI url) {
        Got got;
        try {
            got = get(look, url);
        } catch (PortFailure failure) { // that nothing answers is an answer
            return Seen.unwell(Address.shown(url) + " gives no answer");
        }
        var answer = got.answer();
        var says = Address.shown(url) + " answers " + answer.status();
        if (!isOf(look.text(STATUS, "2xx"), answer.status())) {
            return Seen.unwell(says);
        }
        var pattern = look.optional(MATCHES);
        if (pattern != null && !Pattern.compile(pattern).matcher(answer.body()).find()) {
            return new Seen(State.UNWELL, says + ", without what it should hold (" + pattern + ")", true);
        }
        return timely(look.optional(WITHIN), got.took(), says);
    }

    /** What the net loses once it may not lose again: whoever is woken by this is woken by two. */
    private static Got get(Look look, URI url) {
        var call = new Web.Call(
                "GET", url, Collections.emptyMap(), null, one(look.task().timeout()));
        try {
            return once(look, call);
        } catch (PortFailure failure) {
            return once(look, call);
        }
    }

    private static Got once(Look look, Web.Call call) {
        var begun = look.clock().instant();
        var answer = look.task().world().web().send(call);
        return new Got(answer, look.since(begun));
    }

    /** @param took without what was lost before it */
    private record Got(Web.Answer answer, Duration took) {}

    /** How long one of two tries is waited for. */
    private static Duration one(Duration both) {
        return both.dividedBy(2);
    }

    private static Seen timely(@Nullable String within, Duration took, String says) {
        var limit = within == null ? null : DurationText.read(within).orElseThrow();
        return limit != null && took.compareTo(limit) > 0
                ? Seen.unwell(says + ", after " + took.toMillis() + " ms; expected within " + limit.toSeconds() + " s")
                : Seen.well(says);
    }

    static boolean isOf(String expected, int status) {
        return expected.endsWith("xx")
                ? expected.startsWith(Integer.toString(status / 100))
                : expected.equals(Integer.toString(status));
    }

    private static Seen certificate(Look look, URI url, long least) {
        var port = url.getPort() == -1 ? HTTPS : url.getPort();
        var ends = look.outside()
                .certificateEnds(
                        Objects.requireNonNull(url.getHost()),
                        port,
                        look.left().dividedBy(2)); // it is waited for twice: to be let in, and to be shown it
        var left = Duration.between(look.task().now(), ends).toDays();
        return Seen.of(
                left >= least,
                "its certificate has " + left + " days left" + (left >= least ? "" : ", expected " + least));
    }
}
