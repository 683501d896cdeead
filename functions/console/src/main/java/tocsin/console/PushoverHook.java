package tocsin.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Ports;
import tocsin.page.Channel;
import tocsin.page.PushoverCallback;
import tocsin.page.PushoverCallback.Reading;

/** What Pushover calls when somebody acknowledges what rings there. */
final class PushoverHook {
    private final Ports ports;
    private final Books books;

    PushoverHook(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response take(Request request) {
        var pushover = ports.configuration().channels().pushover();
        if (pushover == null || pushover.callback() == null) {
            return Response.notFound("no callback is configured (channels.pushover.callback)");
        }
        var token = ports.secrets().secret(pushover.token().name()).strip();
        return switch (PushoverCallback.read(request.query(), fields(request.body()), token)) {
            case Reading.Forged forged -> Response.problem(401, "Not Pushover", forged.because());
            case Reading.Ignored ignored -> Response.done(ignored.because());
            case Reading.Acknowledged acknowledged -> take(acknowledged);
        };
    }

    private Response take(Reading.Acknowledged acknowledged) {
        var partition = acknowledged.page().incident().partition();
        if (!books.partitions().contains(partition)) {
            return Response.done("the page is of no service that is configured");
        }
        books.ledger()
                .decide(
                        books.triage().partitions(partition),
                        List.of(),
                        stored -> books.triage()
                                .answered(
                                        stored,
                                        acknowledged.page(),
                                        acknowledged.by(),
                                        Channel.PUSHOVER.word(),
                                        ports.clock().instant()));
        return Response.done("taken");
    }

    private static Map<String, String> fields(String form) {
        var fields = new TreeMap<String, String>();
        for (var field : form.split("&", -1)) {
            var at = field.indexOf('=');
            if (at > 0) {
                fields.put(decoded(field.substring(0, at)), decoded(field.substring(at + 1)));
            }
        }
        return fields;
    }

    /** What is no form says nothing; it is not for whoever calls to break anything. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noForm) {
            return "";
        }
    }
}
