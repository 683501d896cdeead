package tocsin.console;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.Said;
import tocsin.config.Configuration;
import tocsin.config.Reach;
import tocsin.oncall.Feed;
import tocsin.oncall.Rota;
import tocsin.oncall.RotaCalendar;
import tocsin.oncall.Stretch.Hole;
import tocsin.page.Sns.Topic;

/** What lint cannot read in files: who was tested when, who has confirmed a subscription, how old a calendar is. */
final class Warnings {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Ports ports;
    private final Books books;
    private final PageTests tests;
    private final Configuration configuration;
    private final JsonType<List<Warning>> warnings =
            Jsonb.instance().type(Warning.class).list();

    Warnings(Ports ports, Books books, PageTests tests) {
        this.ports = ports;
        this.books = books;
        this.tests = tests;
        configuration = ports.configuration();
    }

    Response list() {
        var found = new ArrayList<Warning>();
        var topics = configuration.channels().ses() == null; // SES mails addresses, to which nobody subscribes
        for (var person : configuration.people()) {
            var warning = tests.line(person.name()).warning();
            if (warning != null) {
                found.add(new Warning(List.of("people", person.name()), "test page: " + warning));
            }
            person.reach().stream()
                    .filter(way -> topics && way.kind() == Reach.Kind.MAIL)
                    .forEach(way -> topic(List.of("people", person.name(), "reach"), way, found));
        }
        var mail = configuration.channels().mail();
        if (mail != null && topics) {
            topic(List.of("channels", "mail"), mail, found);
        }
        calendars(found);
        return Response.json(warnings.toJson(found));
    }

    private void topic(List<String> path, Reach way, List<Warning> found) {
        try {
            var at = way.url() == null ? null : URI.create(way.url());
            var arn = ports.secrets().secret(way.to().name()).strip();
            var subscriptions = ports.sns().subscriptions(new Topic(arn, PATIENCE, at));
            if (subscriptions.pending() > 0) {
                found.add(new Warning(
                        path,
                        subscriptions.pending() + " of " + (subscriptions.pending() + subscriptions.confirmed())
                                + " subscribed to the mail topic have not confirmed it, and get nothing: expected that"
                                + " they follow the link in the mail of SNS"));
            } else if (subscriptions.confirmed() == 0) {
                found.add(new Warning(path, "nobody is subscribed to the mail topic: what is mailed reaches nobody"));
            }
        } catch (PortFailure failure) {
            found.add(new Warning(path, "who is subscribed to the mail topic cannot be seen: " + failure.getMessage()));
        }
    }

    private void calendars(List<Warning> found) {
        var now = ports.clock().instant();
        var stored = books.ledger().calendars();
        for (var rota : configuration.onCall().rotas()) {
            var feed = rota.feed();
            if (feed != null) {
                var path = List.of("rotas", rota.name(), "calendar");
                stored.stream()
                        .filter(calendar -> calendar.rota().equals(rota.name())
                                && calendar.feed().equals(feed.identity()))
                        .forEach(calendar -> calendar(path, rota, feed, calendar, found, now));
            }
        }
    }

    private void calendar(
            List<String> path, Rota rota, Feed feed, RotaCalendar calendar, List<Warning> found, Instant now) {
        if (calendar.old(now)) {
            found.add(new Warning(
                    path,
                    "the calendar was not read since " + Said.time(calendar.unreadSince()) + ": "
                            + calendar.failure()));
        }
        var good = calendar.good();
        if (good == null || feed.kind() != Feed.Kind.SECRET) {
            return; // what is no secret lint has read itself
        }
        good.overlaps().forEach(overlap -> found.add(new Warning(path, "two have it: " + overlap)));
        configuration.roster(List.of(), List.of(calendar)).rota(rota.name()).stream()
                .flatMap(timeline -> timeline.between(now, good.until()).stream())
                .filter(Hole.class::isInstance)
                .findFirst()
                .ifPresent(hole -> found.add(new Warning(
                        path,
                        "nobody has it from " + Said.time(hole.from()) + " to "
                                + Said.time(hole.to().isBefore(good.until()) ? hole.to() : good.until())
                                + (good.unnamed().isEmpty()
                                        ? ""
                                        : "; no person is found in " + String.join(", ", good.unnamed())))));
    }
}
