package tocsin.watch;

import java.util.List;
import tocsin.incident.Signal;
import tocsin.triage.Readings;

/**
 * What CloudWatch said.
 *
 * @param deleted signals whose alarm does not exist any more
 */
record Asked(Readings readings, List<Signal> deleted) {
    Asked {
        deleted = List.copyOf(deleted);
    }
}
