package tocsin.health;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
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
        var begun = look.clock().instant();
        Web.Answer answer;
        try {
            answer = get(look, url);
        } catch (PortFailure failure) { // that nothing answers is an answer
            return Seen.unwell(Address.shown(url) + " gives no answer");
        }
        var took = look.since(begun);
        var says = Address.shown(url) + " answers " + answer.status();
        if (!isOf(look.text(STATUS, "2xx"), answer.status())) {
            return Seen.unwell(says);
        }
        var pattern = look.optional(MATCHES);
        if (pattern != null && !Pattern.compile(pattern).matcher(answer.body()).find()) {
            return new Seen(State.UNWELL, says + ", without what it should hold (" + pattern + ")", true);
        }
        return timely(look.optional(WITHIN), took, says);
    }

    /** What the net loses once it may not lose again: whoever is woken by this is woken by two. */
    private static Web.Answer get(Look look, URI url) {
        var half = look.task().timeout().dividedBy(2);
        var call = new Web.Call("GET", url, Collections.emptyMap(), null, half);
        try {
            return look.task().world().web().send(call);
        } catch (PortFailure failure) {
            return look.task().world().web().send(call);
        }
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
                        Objects.requireNonNull(url.getHost()), port, look.task().timeout());
        var left = Duration.between(look.task().now(), ends).toDays();
        return Seen.of(
                left >= least,
                "its certificate has " + left + " days left" + (left >= least ? "" : ", expected " + least));
    }
}
