package tocsin.calendar;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tocsin.PortFailure;
import tocsin.calendar.CalendarReader.Result;
import tocsin.config.Person;
import tocsin.config.Secrets;
import tocsin.oncall.Feed;
import tocsin.oncall.Rota;
import tocsin.page.Web;
import tocsin.page.Web.Call;

/** Gets the calendar of a rota from where it is kept, in one request, and reads it. */
public final class FeedText {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Web> web;
    private final Supplier<Secrets> secrets;

    /** Nothing is made before it is needed: the function that reads calendars mostly has none to read. */
    public FeedText(Supplier<Web> web, Supplier<Secrets> secrets) {
        this.web = web;
        this.secrets = secrets;
    }

    /** What the calendar says, or why it could not be read; that names no address beyond its host. */
    public Result read(Rota rota, Feed feed, List<Person> people, Instant now) {
        try {
            return CalendarReader.read(text(feed), rota.zone(), feed.begins(), people, now);
        } catch (Unreadable unreadable) {
            return new Result.Refused(unreadable.because());
        } catch (PortFailure failure) {
            return new Result.Refused(String.valueOf(failure.getMessage()));
        }
    }

    private String text(Feed feed) {
        return switch (feed.kind()) {
            case FILE -> feed.where();
            case ADDRESS -> fetched(feed.where());
            case SECRET -> fetched(secrets.get().secret(feed.where()).strip());
        };
    }

    private String fetched(String address) {
        var answer = web.get().send(new Call("GET", uri(address), Map.of("accept", "text/calendar"), null, PATIENCE));
        return switch (answer.status() / 100) {
            case 2 -> answer.body();
            case 3 ->
                throw new Unreadable("its server answers " + answer.status()
                        + " and leads elsewhere, where nobody follows; expected the address that it leads to");
            default -> throw new Unreadable("its server answers " + answer.status());
        };
    }

    /** Whoever stands between could put anybody on call where it is not HTTPS; on one machine nobody stands between. */
    private static URI uri(String address) {
        try {
            var uri = URI.create(address.replaceFirst("^webcal:", "https:"));
            var here = List.of("127.0.0.1", "localhost").contains(String.valueOf(uri.getHost()));
            if ("https".equals(uri.getScheme()) || here && "http".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException bad) {
            // said below, without the address
        }
        throw new Unreadable("its address is none of HTTPS; expected https://...");
    }
}
