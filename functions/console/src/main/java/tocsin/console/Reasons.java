package tocsin.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tocsin.Said;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Service;
import tocsin.incident.Incident;
import tocsin.incident.Paged;
import tocsin.incident.Signal;
import tocsin.triage.Triage;

/** Why an incident has paged somebody, or has not, in sentences for somebody who was just woken. */
final class Reasons {
    private final Configuration configuration;
    private final Triage triage;
    private final Instant now;

    Reasons(Configuration configuration, Triage triage, Instant now) {
        this.configuration = configuration;
        this.triage = triage;
        this.now = now;
    }

    List<String> of(Incident incident) {
        var because = new ArrayList<String>();
        var paged = incident.paged();
        if (paged != null) {
            because.add(paged(incident, paged));
        }
        var owed = incident.owed();
        if (owed != null) {
            because.add((paged == null ? "nobody is paged yet: the" : "the next") + " page waits until "
                    + Said.time(owed.at()) + ": " + owed.because());
        } else if (paged == null) {
            because.add("NOBODY was paged: " + unpaged(incident));
        }
        incident.told().stream()
                .filter(told -> told.startsWith(Incident.ADDED))
                .forEach(told -> because.add("in a storm it was " + told));
        var cause = incident.cause();
        if (cause != null) {
            because.add("it is a symptom of " + triage.speakable(cause) + ", which leads: who has that has both");
        }
        var climb = incident.climb();
        if (climb != null) {
            because.add("the next step of the ladder comes at " + Said.time(climb.at()));
        }
        incident.signals().forEach(signal -> withheld(signal).ifPresent(because::add));
        return because;
    }

    private static String paged(Incident incident, Paged paged) {
        var at = Said.time(paged.at());
        var service = incident.ref().partition();
        return switch (paged.paging()) {
            case ON ->
                "it paged at " + at + " as " + paged.severity()
                        + (paged.withdrawn() ? "; that page rings no more" : "");
            case NOTICE -> "NOBODY was paged: paging of " + service + " is notice, so that a mail was decided at " + at;
            case SHADOW ->
                "NOBODY was paged: paging of " + service + " is shadow; it would have paged at " + at + " as "
                        + paged.severity();
        };
    }

    private String unpaged(Incident incident) {
        var severity = incident.severity();
        var page = configuration.hear(severity).page();
        if (page == null) {
            return severity + " never pages (hear)"
                    + (paging(incident) == Paging.SHADOW ? ", and paging is shadow" : "");
        }
        if (!page.open(now)) {
            return severity + " pages from " + Said.time(page.nextOpening(now)) + " on (hear)";
        }
        if (incident.told().stream().anyMatch(told -> told.startsWith(Incident.ADDED))) {
            return "it was told on the page of another";
        }
        return incident.signals().isEmpty() ? "no alarm opened it" : "nothing has asked for a page";
    }

    private Paging paging(Incident incident) {
        return configuration
                .service(incident.ref().partition())
                .map(Service::paging)
                .orElse(configuration.paging());
    }

    /** Why a signal pages nobody for now, and until when; empty where nothing withholds it. */
    static Optional<String> withheld(Signal signal) {
        return Optional.ofNullable(signal.withheld())
                .map(reason -> signal.transition().alarm() + " is WITHHELD until " + Said.time(reason.until())
                        + ", when it is looked at again: " + reason.because());
    }
}
