package tocsin.testing;

import java.net.URI;
import java.util.List;
import tocsin.page.Web;

/** The stand-in behind {@link TestingWeb} behaves as PagerDuty does. */
class PagerDutyStandInTest extends PagerDutyContract {
    private final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();

    @Override
    protected Web.Answer send(Web.Call call) {
        return pagerDuty.apply(call);
    }

    @Override
    protected URI url() {
        return URI.create("https://events.pagerduty.com/v2/enqueue");
    }

    @Override
    protected List<String> alerts() {
        return pagerDuty.alerts().stream()
                .map(alert -> alert.key() + " " + alert.state() + " " + alert.severity() + " rung " + alert.rang())
                .toList();
    }
}
