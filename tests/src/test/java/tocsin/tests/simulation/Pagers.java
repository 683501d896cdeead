package tocsin.tests.simulation;

import java.util.List;
import java.util.stream.Stream;
import tocsin.local.pagerduty.Alert;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.testing.TestingPorts;

/** What wakes somebody in a world: PagerDuty, or the telephones of a ladder of our own; never both. */
final class Pagers {
    final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();
    final Telephones telephones;

    Pagers(Agenda agenda, Trace trace, TestingPorts ports) {
        telephones = new Telephones(agenda, trace, ports);
    }

    /** Every page that rang anybody, oldest first. */
    List<Alert> alerts() {
        return Stream.concat(pagerDuty.alerts().stream(), telephones.alerts().stream())
                .toList();
    }

    /** Neither answers until it is over. */
    void outage(int status) {
        pagerDuty.outage(status);
        telephones.outage(status);
    }

    void outageEnds() {
        pagerDuty.outageEnds();
        telephones.outage(0);
    }
}
