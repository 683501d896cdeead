package tocsin.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.PortFailure;
import tocsin.aws.HttpWeb;
import tocsin.calendar.CalendarReader.Result;
import tocsin.calendar.FeedText;
import tocsin.configure.Reading;
import tocsin.oncall.Feed;
import tocsin.oncall.RotaCalendar;

/** The calendars of rotas, read from here and now; those whose address is a secret only a running Tocsin reads. */
final class CalendarsHere {
    private CalendarsHere() {}

    static List<RotaCalendar> read(Reading reading, Instant now) {
        var calendars = new ArrayList<RotaCalendar>();
        if (reading instanceof Reading.Read(var configuration, var _, var _, var _)) {
            var feeds = new FeedText(HttpWeb::new, () -> name -> {
                throw new PortFailure(PortFailure.Kind.REFUSED, "no secret is read from here");
            });
            for (var rota : configuration.onCall().rotas()) {
                var feed = rota.feed();
                if (feed != null && feed.kind() != Feed.Kind.SECRET) {
                    var calendar = new RotaCalendar(rota.name(), feed.identity(), now, null, null);
                    calendars.add(
                            switch (feeds.read(rota, feed, configuration.people(), now)) {
                                case Result.Read(var read) -> calendar.read(read);
                                case Result.Refused(var because) -> calendar.failed(because);
                            });
                }
            }
        }
        return calendars;
    }
}
