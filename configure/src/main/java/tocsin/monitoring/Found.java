package tocsin.monitoring;

import java.util.List;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;

/** What CloudWatch lists of one account's Region, or why it lists nothing. */
public sealed interface Found {
    Place place();

    record Listed(Place place, List<ListedAlarm> alarms) implements Found {
        public Listed {
            alarms = List.copyOf(alarms);
        }
    }

    record Unread(Place place, String because) implements Found {}
}
