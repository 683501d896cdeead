package tocsin.console;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tocsin.Ports;
import tocsin.config.Pager;
import tocsin.page.PagerDutyWebhook;
import tocsin.page.PagerDutyWebhook.Reading;
import tocsin.page.PagerNews;

/**
 * PagerDuty's webhook: who did what about a page. What is not PagerDuty's own is refused with 401; a fault of ours is a
 * 5xx, so that it comes again; all else is taken, since three refusals in a row turn the subscription off.
 */
final class Webhook {
    private final Ports ports;
    private final Books books;

    Webhook(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response take(Request request) {
        var secret = Optional.ofNullable(ports.configuration().pager()).map(Pager::webhook);
        if (secret.isEmpty()) {
            return Response.notFound("no webhook is configured (pager.webhook)");
        }
        var reading = PagerDutyWebhook.read(
                request.headers().getOrDefault(PagerDutyWebhook.SIGNATURE, ""),
                request.body().getBytes(StandardCharsets.UTF_8),
                ports.secrets().secret(secret.get().name()));
        return switch (reading) {
            case Reading.Forged forged -> Response.problem(401, "Not PagerDuty", forged.because());
            case Reading.Ignored ignored -> Response.done(ignored.because());
            case Reading.News news -> take(news.news());
        };
    }

    private Response take(PagerNews news) {
        return books.paged(
                news.page().incident().partition(),
                stored -> books.triage().atPager(stored, news, ports.clock().instant()));
    }
}
