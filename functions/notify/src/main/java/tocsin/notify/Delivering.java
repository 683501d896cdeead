package tocsin.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.Ports;
import tocsin.page.Answer;
import tocsin.page.Channel;
import tocsin.page.Channels;
import tocsin.page.Event;
import tocsin.page.Links;
import tocsin.page.Message;
import tocsin.page.PageAddress;
import tocsin.page.PageState;
import tocsin.page.Pictures;
import tocsin.page.Seen;
import tocsin.page.Sender;
import tocsin.page.Sending;
import tocsin.state.Documents;
import tocsin.state.Key;
import tocsin.state.Ledger;

/**
 * Makes what a channel has confirmed equal to what is wanted: claims the row, sends what it wants NOW, commits the
 * answer only where it still wants that, and otherwise looks again. So a late trigger cannot follow a resolve.
 */
final class Delivering {
    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);

    /** So often is one row looked at again under one lease. */
    private static final int MOST_LOOKS = 5;

    private final Channels channels;
    private final Leases leases;
    private final Places places;
    private final Links links;
    private final Pictures pictures;
    private final PageRows rows;
    private final Settling settling;

    Delivering(Ports ports, Documents documents) {
        channels = new Channels(ports);
        leases = new Leases(ports);
        places = new Places(ports);
        links = new Links(ports);
        pictures = new Pictures(ports);
        rows = new PageRows(ports, documents, leases);
        settling = new Settling(ports, rows, Ledger.of(ports, documents));
    }

    /**
     * Delivers one page.
     *
     * @param functionLeft how long the function still runs
     */
    Delivery deliver(Key key, Supplier<Duration> functionLeft) {
        var address =
                PageAddress.of(key).orElseThrow(() -> new IllegalArgumentException("not the key of a page: " + key));
        if (functionLeft.get().compareTo(Leases.SHORTEST_CALL.plus(Leases.TO_COMMIT)) < 0) {
            return Delivery.NO_TIME;
        }
        return rows.claim(key).map(page -> deliver(address, page, functionLeft)).orElse(Delivery.NOT_DUE);
    }

    private Delivery deliver(PageAddress address, PageState claimed, Supplier<Duration> functionLeft) {
        var page = claimed;
        for (var look = 1; look <= MOST_LOOKS; look++) {
            var settled = once(address, page, leases.call(page.leaseUntil(), functionLeft.get()));
            if (settled.isEmpty()) {
                break;
            }
            switch (settled.get()) {
                case Settled.Done done -> {
                    return Delivery.SETTLED;
                }
                case Settled.TooLate late -> {
                    return Delivery.TOO_LATE;
                }
                case Settled.WantsOther(var now) -> page = now;
            }
        }
        rows.giveBack(page);
        return Delivery.GIVEN_BACK;
    }

    /** Sends and commits; empty where no time is left for it. */
    private Optional<Settled> once(PageAddress address, PageState page, Duration timeout) {
        if (page.isPutOff(rows.now())) {
            return Optional.of(rows.leave(page));
        }
        return switch (Sending.of(page, address.page().channel())) {
            case Sending.Nothing nothing -> Optional.of(settling.nothing(page, nothing));
            case Sending.Send send ->
                timeout.compareTo(Leases.SHORTEST_CALL) < 0 ? Optional.empty() : send(address, page, send, timeout);
            case Sending.Look look ->
                timeout.compareTo(Leases.SHORTEST_CALL) < 0 ? Optional.empty() : look(address, page, look, timeout);
        };
    }

    private Optional<Settled> send(PageAddress address, PageState page, Sending.Send send, Duration timeout) {
        var full = address.page().channel() == Channel.PAGERDUTY
                ? places.take(send.event(), rows.now())
                : Optional.<Duration>empty();
        if (full.isPresent()) {
            var says = "PagerDuty has as many events of this minute as it takes";
            return Optional.of(settling.later(page, new Answer.Later(says, full.get())));
        }
        var sender = channels.of(address.page());
        var message = links.in(
                told(address, page, sender), address.incident(), address.page().person(), rows.now());
        var drawing = sender.draws() && timeout.compareTo(Pictures.LONGEST.multipliedBy(2)) >= 0;
        var answer = drawing
                ? sender.send(send.event(), drawn(message, address), page.handle(), timeout.minus(Pictures.LONGEST))
                : sender.send(send.event(), message, page.handle(), timeout);
        return Optional.of(
                switch (Links.veiled(answer, message)) {
                    case Answer.Confirmed confirmed -> settling.confirmed(address, page, send.confirms(), confirmed);
                    case Answer.Later later -> settling.later(page, later);
                    case Answer.Unclear unclear -> settling.unclear(page, unclear);
                    case Answer.Refused refused -> settling.refused(address, page, refused);
                });
    }

    /** With the metric's picture, where there is one in time: no message waits long for it, and none fails by it. */
    private Message drawn(Message message, PageAddress address) {
        try {
            return rows.open(address.incident())
                    .flatMap(pictures::of)
                    .map(message::withPicture)
                    .orElse(message);
        } catch (RuntimeException unreadable) { // a row or a widget that nobody foresaw: the words go without it
            LOG.warn("the picture for {} was not drawn: {}", address.incident(), unreadable.toString());
            return message;
        }
    }

    /** What became of a page that rings; where it has rung for as long as it can, it rings anew. */
    private Optional<Settled> look(PageAddress address, PageState page, Sending.Look look, Duration timeout) {
        return switch (channels.of(address.page()).look(look.handle(), timeout)) {
            case Seen.Rings rings -> Optional.of(settling.rings(page, "it rings"));
            case Seen.Unknown(var text) -> Optional.of(settling.rings(page, text));
            case Seen.Acknowledged(var by) -> Optional.of(settling.acknowledged(address, page, by));
            case Seen.Over over -> send(address, page, new Sending.Send(Event.TRIGGER, look.confirms()), timeout);
        };
    }

    /** With what the channel does not show yet of the story. */
    private Message told(PageAddress address, PageState page, Sender sender) {
        var message = page.message();
        var shown = sender.told(page.handle());
        return shown >= message.told() ? message : message.withNews(rows.story(address, shown, message.told()));
    }
}
