package tocsin.command;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.Metric;
import tocsin.local.pagerduty.Alert;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.product.Site;
import tocsin.local.product.Visit;

/** Follows what becomes of it as anybody could, by the HTTP API, and tells each thing once. */
final class Follower {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long LOOK_EVERY = 150; // milliseconds

    private final Site site;
    private final Scenario scenario;
    private final Narrator narrator;
    private final PagerDutyStandIn pagerDuty;
    private final Queue<News> posted;
    private final Answering answering;
    private final Api api;
    private final TreeSet<String> told = new TreeSet<>();
    private final TreeMap<String, Instant> when = new TreeMap<>();
    private AlarmState alarm = AlarmState.OK;
    private Visit visit;
    private String incident = "";
    private String run = "";
    private boolean asks;

    /** What it asked last, as it is read. */
    private String question = "";

    /** @param posted mail and SMS, as they go out */
    Follower(
            Site site,
            Scenario scenario,
            Narrator narrator,
            PagerDutyStandIn pagerDuty,
            Queue<News> posted,
            Answering answering) {
        this.site = site;
        this.scenario = scenario;
        this.narrator = narrator;
        this.pagerDuty = pagerDuty;
        this.posted = posted;
        this.answering = answering;
        this.api = Api.at(site.up());
        this.visit = scenario.visit(site.product());
    }

    /** Goes on until the incident is over, or will not be over without somebody. */
    Ending follow() throws InterruptedException {
        var until = System.nanoTime() + LONGEST.toNanos();
        while (!isOver() && System.nanoTime() < until) {
            look();
            scenario.meanwhile(site.product());
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
        for (var line : OnCallCommand.elements(api.get("/api/v1/incidents?all=1"))) {
            if (line.extract("service", "").equals(scenario.service())
                    && !line.extract("id", "-").equals("-")) {
                incident = line.extract("id");
                lookAt(api.get("/api/v1/incidents/" + OnCallCommand.part(incident)), news);
            }
        }
        lookAtPager(news);
        while (!posted.isEmpty()) {
            news.add(posted.remove());
        }
        news.sort(Comparator.comparing(News::at));
        news.forEach(narrator::tell);
        lookAround();
        converse();
    }

    private void lookAtAlarm(List<News> news) {
        var status = site.product().alarm(scenario.alarm());
        if (status.state() != alarm) {
            alarm = status.state();
            when.putIfAbsent(alarm.name(), status.since());
            var measured = site.product().lastMeasured(scenario.alarm());
            news.add(new News(
                    status.since(),
                    "CloudWatch",
                    status.name() + " is " + alarm + ": " + metric(status) + " is " + (long) measured + ", threshold "
                            + Math.round(Objects.requireNonNullElse(status.threshold(), 0.0))));
        }
    }

    private static String metric(CloudWatch.AlarmStatus status) {
        return status.metrics().stream()
                .filter(Metric::returned)
                .map(metric -> Objects.requireNonNullElse(metric.name(), metric.label()))
                .findFirst()
                .orElse("it");
    }

    private void lookAt(JsonNode view, List<News> news) {
        for (var entry : OnCallCommand.elements(view.extractNode("story", view))) {
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
            question = entry.extract("text", "");
            run = question.replaceFirst(":.*", "");
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
            if (approved) {
                api.post(
                        OnCallCommand.run(run) + "/approve", JsonObject.create().add("read", question));
            } else {
                api.post(OnCallCommand.run(run) + "/reject");
            }
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
    private void lookAround() {
        if (!visit.well()) {
            var now = scenario.visit(site.product());
            if (!now.says().equals(visit.says())) {
                narrator.tell("product", now.says());
            }
            visit = now;
        }
    }
}
