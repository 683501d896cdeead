package tocsin.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.alarm.CloudWatch.Contributor;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;
import tocsin.incident.Board;
import tocsin.incident.BoardKey;
import tocsin.triage.Reconciliation;
import tocsin.triage.Reconciliation.Listing;

/** Reads CloudWatch's own list of a place's alarms, page by page. What was read before a page failed is not lost. */
final class Listings {
    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);

    /** One page, and what is asked after the last. */
    private static final Duration ONE_PAGE = Duration.ofSeconds(10);

    private final Ports ports;

    Listings(Ports ports) {
        this.ports = ports;
    }

    /**
     * A place as it was read.
     *
     * @param failure why not all of it was; null where it was
     * @param refused whether it may not be read at all
     */
    record Read(Listing listing, @Nullable String failure, boolean refused) {}

    Read read(Place place, Instant asked, Supplier<Duration> left) {
        var alarms = new ArrayList<ListedAlarm>();
        try {
            String next = null;
            do {
                if (left.get().compareTo(ONE_PAGE) < 0) {
                    return unread(place, asked, alarms, "there was no time left after " + alarms.size(), false);
                }
                var page = ports.cloudWatch().alarms(place, next);
                alarms.addAll(page.alarms());
                next = page.next();
            } while (next != null);
            return new Read(new Listing(place, asked, alarms, Collections.emptyMap(), true), null, false);
        } catch (PortFailure failure) {
            LOG.warn("the alarms of {} were not read: {}", place, failure.getMessage());
            return unread(
                    place,
                    asked,
                    alarms,
                    String.valueOf(failure.getMessage()),
                    failure.kind() == PortFailure.Kind.REFUSED);
        }
    }

    private static Read unread(Place place, Instant asked, List<ListedAlarm> alarms, String failure, boolean refused) {
        return new Read(new Listing(place, asked, alarms, Collections.emptyMap(), false), failure, refused);
    }

    /** Which series of alarms of many stand in ALARM; an alarm whose series cannot be read is left out. */
    Map<String, List<Contributor>> series(Listing listing, Map<BoardKey, Board> boards) {
        var series = new TreeMap<String, List<Contributor>>();
        for (var alarm : Reconciliation.ofManySeries(listing, boards)) {
            try {
                series.put(
                        alarm.status().arn(),
                        series(listing.place(), alarm.status().name()));
            } catch (PortFailure failure) {
                LOG.warn("the series of {} were not read: {}", alarm.status().name(), failure.getMessage());
            }
        }
        return series;
    }

    private List<Contributor> series(Place place, String alarm) {
        var all = new ArrayList<Contributor>();
        String token = null;
        do {
            var page = ports.cloudWatch().contributors(place, alarm, token);
            all.addAll(page.contributors());
            token = page.next();
        } while (token != null);
        return all;
    }
}
