package tocsin.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tocsin.local.pagerduty.Alert;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.product.Site;

/** What the story came to, in numbers. */
record Figures(Site site, Scenario scenario, Ending ending, PagerDutyStandIn pagerDuty, long began) {
    void print(Narrator narrator) {
        var product = site.product();
        var alerts = pagerDuty.alerts();
        var rings = alerts.stream().mapToLong(Alert::rings).sum();
        var open = alerts.stream()
                .filter(alert -> alert.state() != Alert.State.RESOLVED)
                .count();
        narrator.line("");
        narrator.line(ending.isGood() ? "mended and proven" : "NOT mended, not proven: somebody has to look");
        scenario.figures(product).forEach((what, came) -> narrator.line(String.format("  %-14s %s", what, came)));
        narrator.line("  the product    " + scenario.visit(product).says());
        narrator.line("  incident       " + (ending.incident().isEmpty() ? "none" : ending.incident()));
        narrator.line("  alarm to page  "
                + since(ending.alarm(), alerts.stream().map(Alert::opened).findFirst()));
        narrator.line("  alarm to proof " + since(ending.alarm(), ending.proven()));
        narrator.line("  to resolution  " + since(ending.alarm(), ending.resolved()));
        var requests = pagerDuty.requests();
        narrator.line("  PagerDuty     alerts: " + alerts.size() + ", of which open: " + open + ", rings: " + rings
                + "; requests: " + (requests.opened() + requests.repeated() + requests.moved()) + ", of which "
                + requests.repeated() + " for an alert that was open, ringing nobody");
        narrator.line("  this took      "
                + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s of yours");
    }

    private static String since(Optional<Instant> from, Optional<Instant> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return "never";
        }
        var passed = Duration.between(from.get(), to.get());
        return passed.toMinutes() + " min " + passed.toSecondsPart() + " s by its clock";
    }
}
