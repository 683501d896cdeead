package tocsin.configure;

import java.util.ArrayList;
import java.util.List;
import tocsin.config.Configuration;
import tocsin.config.Finding;
import tocsin.config.Paging;
import tocsin.config.Reach;
import tocsin.config.Watchdog;

/** Tells where nobody would hear that Tocsin itself is silent, as far as the file alone says it. */
public final class WatchdogLint {
    private WatchdogLint() {}

    /** What is found of a reading; of one that was refused nothing. */
    public static List<Finding> findings(Reading reading) {
        return switch (reading) {
            case Reading.Refused _ -> List.of();
            case Reading.Read(var configuration, var _, var _, var lines) -> findings(configuration, lines);
        };
    }

    static List<Finding> findings(Configuration configuration, Lines lines) {
        var watchdog = configuration.watchdog();
        if (watchdog == null) {
            return pages(configuration)
                    ? List.of(Finding.warning(
                            lines.file(),
                            lines.of("paging"),
                            "nobody is rung when Tocsin itself is silent; expected a watchdog in another Region"))
                    : List.of();
        }
        return told(configuration, watchdog, lines);
    }

    private static boolean pages(Configuration configuration) {
        return configuration.services().stream().anyMatch(service -> service.paging() == Paging.ON);
    }

    /** Its topic can send a text message or mail; anything else is another service's, and passes through Tocsin. */
    private static List<Finding> told(Configuration configuration, Watchdog watchdog, Lines lines) {
        var findings = new ArrayList<Finding>();
        if (!watchdog.silent().equals(Watchdog.USUALLY_SILENT)) {
            findings.add(Finding.warning(
                    lines.file(),
                    lines.of("watchdog"),
                    "the watchdog counts for itself: watchdog.yaml is to be deployed with SilentMinutes="
                            + watchdog.silent().toMinutes()));
        }
        for (var name : watchdog.ring()) {
            configuration
                    .person(name)
                    .filter(person -> person.reach().stream().noneMatch(way -> isTopics(way.kind())))
                    .ifPresent(person -> findings.add(Finding.warning(
                            lines.file(),
                            lines.of("watchdog"),
                            "the watchdog reaches " + name + " by no way of theirs: expected sms or mail among them, or"
                                    + " a pager's address given to watchdog.yaml")));
        }
        return findings;
    }

    private static boolean isTopics(Reach.Kind kind) {
        return kind == Reach.Kind.SMS || kind == Reach.Kind.MAIL;
    }
}
