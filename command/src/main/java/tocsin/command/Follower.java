package tocsin.command;

import io.avaje.json.node.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import tocsin.alarm.AlarmState;
import tocsin.local.pagerduty.Alert;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.product.Site;

/** Follows what becomes of the leak as anybody could, by the HTTP API, and tells each thing once. */
final class Follower {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long LOOK_EVERY = 150; // milliseconds
    private static final String SERVICE = "prod/db";

    private final Site site;
    private final Narrator narrator;
    private final PagerDutyStandIn pagerDuty;
    private final Queue<News> posted;
    private final Answering answering;
    private final Api api;
    private final TreeSet<String> told = new TreeSet<>();
    private final TreeMap<String, Instant> when = new TreeMap<>();
    private AlarmState alarm = AlarmState.OK;
    private Health health;
    private String incident = "";
    private String run = "";
    private boolean asks;

    /** @param posted mail and SMS, as they go out */
    Follower(Site site, Narrator narrator, PagerDutyStandIn pagerDuty, Queue<News> posted, Answering answering) {
        this.site = site;
        this.narrator = narrator;
        this.pagerDuty = pagerDuty;
        this.posted = posted;
        this.answering = answering;
        this.api = Api.at(site.up());
        this.health = Health.of(site.product().api());
    }

    /** Goes on until the incident is over, or will not be over without somebody. */
    Ending follow() throws InterruptedException {
        var until = System.nanoTime() + LONGEST.toNanos();
        while (!isOver() && System.nanoTime() < until) {
            look();
            Thread.sleep(LOOK_EVERY);
        }
        look();
        return new Ending(incident, at("ALARM"), at("opened"), at("run proven"), at("run failed"), at("resolved"));
    }

    private Optional<Instant> at(String what) {
        return Optional.ofNullable(when.get(what));
    }

    private boolean isOver() {
        var quiet = pagerDuty.alerts().stream().noneMatch(alert -> alert.state() != Alert.State.RESOLVED);
        return (when.containsKey("resolved") && quiet)
                || when.containsKey("run ended")
                || (when.containsKey("run failed") && toldOfFailure());
    }

    /** Whether the pager has heard of it, and still rings. */
    private boolean toldOfFailure() {
        var failed = at("run failed").orElse(Instant.MAX);
        return pagerDuty.alerts().stream()
                .anyMatch(alert -> alert.state() == Alert.State.TRIGGERED
                        && alert.history().getLast().at().isAfter(failed));
    }

    private void look() {
        var news = new ArrayList<News>();
        lookAtAlarm(news);
        for (var line : OnCall.elements(api.get("/api/v1/incidents?all=1"))) {
            if (line.extract("service", "").equals(SERVICE)
                    && !line.extract("id", "-").equals("-")) {
                incident = line.extract("id");
                lookAt(api.get("/api/v1/incidents/" + OnCall.part(incident)), news);
            }
        }
        lookAtPager(news);
        while (!posted.isEmpty()) {
            news.add(posted.remove());
        }
        news.sort(Comparator.comparing(News::at));
        news.forEach(narrator::tell);
        lookAtHealth();
        converse();
    }

    private void lookAtAlarm(List<News> news) {
        var status = site.product().alarm();
        if (status.state() != alarm) {
            alarm = status.state();
            when.putIfAbsent(alarm.name(), status.since());
            var measured = site.product().lastMeasured();
            news.add(new News(
                    status.since(),
                    "CloudWatch",
                    status.name() + " is " + alarm + ": DatabaseConnections is " + (long) measured + ", threshold 80"));
        }
    }

    private void lookAt(JsonNode view, List<News> news) {
        for (var entry : OnCall.elements(view.extractNode("story", view))) {
            if (told.add("story " + entry.extract("number", 0L))) {
                news.add(read(entry));
            }
        }
    }

    private News read(JsonNode entry) {
        var what = entry.extract("what", "");
        var by = entry.extract("by", "");
        var at = Instant.parse(entry.extract("at"));
        when.putIfAbsent(what, at);
        if (what.equals("run asks")) {
            run = entry.extract("text", "").replaceFirst(":.*", "");
            asks = true;
        }
        var text = what + ": " + entry.extract("text", "");
        return new News(at, "Tocsin", by.isEmpty() || text.endsWith(" by " + by) ? text : text + " [" + by + "]");
    }

    /** Asks after all that is known was told. */
    private void converse() {
        if (asks) {
            asks = false;
            if (answering.askedPerson()) {
                narrator.line("approve " + run + "? [y/N]");
            }
        }
        answering.answer().ifPresent(approved -> {
            narrator.tell(answering.who(), (approved ? "approves " : "rejects ") + run);
            api.post(OnCall.run(run) + (approved ? "/approve" : "/reject"));
        });
    }

    private void lookAtPager(List<News> news) {
        for (var alert : pagerDuty.alerts()) {
            for (var i = 0; i < alert.history().size(); i++) {
                var happening = alert.history().get(i);
                if (told.add("alert " + alert.number() + "/" + i)) {
                    news.add(new News(happening.at(), "PagerDuty", said(alert, happening)));
                }
            }
        }
    }

    private static String said(Alert alert, Alert.Happening happening) {
        var says = "alert " + alert.number() + " " + happening.what();
        if (happening.rang()) {
            return says + ", rings: [" + alert.severity() + "] " + alert.summary();
        }
        return happening.what().equals("triggered again")
                ? says + ", with more to read: an alert that is open rings nobody anew"
                : says;
    }

    /** Where it is well nothing is asked: its pool would not be idle then. */
    private void lookAtHealth() {
        if (!health.isWell()) {
            health = Health.of(site.product().api());
            if (health.isWell()) {
                narrator.tell("product", "the API answers " + health);
            }
        }
    }
}
