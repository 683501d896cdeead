package tocsin.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** One question about one alarm, and taking in what was found. */
    static final Duration ONE_ALARM = Duration.ofSeconds(15);

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

    Read read(Place place, Instant asked, Remaining left) {
        var alarms = new ArrayList<ListedAlarm>();
        try {
            String next = null;
            do {
                if (!left.isEnoughFor(ONE_PAGE)) {
                    return unread(place, asked, alarms, "there was no time left after " + alarms.size(), false);
                }
                var page = ports.cloudWatch().alarms(place, next);
                alarms.addAll(page.alarms());
                next = page.next();
            } while (next != null);
            return new Read(Listing.of(place, asked, alarms, true), null, false);
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
        return new Read(Listing.of(place, asked, alarms, false), failure, refused);
    }

    /** Which series of alarms of many stand in ALARM; one whose series cannot be read, or not in time, is left out. */
    Map<String, List<Contributor>> series(Listing listing, Map<BoardKey, Board> boards, Remaining left) {
        var series = new TreeMap<String, List<Contributor>>();
        for (var alarm : Reconciliation.ofManySeries(listing, boards)) {
            if (!left.isEnoughFor(ONE_ALARM)) {
                return series;
            }
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

    /**
     * The tags of alarms.
     *
     * @param told by ARN; an alarm of which they may not be asked for is not among them
     * @param unread the ARNs of those of which they could not be read yet
     */
    record Tags(Map<String, Map<String, String>> told, Set<String> unread) {}

    Tags tags(Place place, List<String> arns, Remaining left) {
        var tags = new Tags(new TreeMap<>(), new TreeSet<>());
        for (var arn : arns) {
            if (left.isEnoughFor(ONE_ALARM)) {
                read(place, arn, tags);
            } else {
                tags.unread().add(arn);
            }
        }
        return tags;
    }

    private void read(Place place, String arn, Tags tags) {
        try {
            tags.told().put(arn, ports.cloudWatch().tags(place, arn));
        } catch (PortFailure failure) {
            LOG.warn("the tags of {} were not read: {}", arn, failure.getMessage());
            if (failure.passing()) {
                tags.unread().add(arn);
            }
        }
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
