package tocsin.console;

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
        var fields = new TreeMap<String, String>();
        request.form(Integer.MAX_VALUE).forEach(field -> fields.put(field.getKey(), field.getValue()));
        return switch (PushoverCallback.read(request.query(), fields, token)) {
            case Reading.Forged forged -> Response.problem(401, "Not Pushover", forged.because());
            case Reading.Ignored ignored -> Response.done(ignored.because());
            case Reading.Acknowledged acknowledged -> take(acknowledged);
        };
    }

    private Response take(Reading.Acknowledged acknowledged) {
        return books.paged(
                acknowledged.page().incident().partition(),
                stored -> books.triage()
                        .answered(
                                stored,
                                acknowledged.page(),
                                acknowledged.by(),
                                Channel.PUSHOVER.word(),
                                ports.clock().instant()));
    }
}
