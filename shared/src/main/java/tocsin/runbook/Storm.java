package tocsin.runbook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.Rate;
import tocsin.config.Stage;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.Issue;

/** Many services in trouble at once: what looks like the cause of one may be a symptom of something greater. */
final class Storm {
    private Storm() {}

    /** What AWS Health tells of a Region of the stage, likewise: what fails there is not for a runbook to mend. */
    static @Nullable String of(List<Issue> issues, Stage stage, Instant now) {
        var standing = issues.stream()
                .filter(issue -> issue.stands(stage, now))
                .map(Issue::said)
                .distinct()
                .toList();
        return standing.isEmpty() ? null : "AWS Health tells of an issue: " + String.join("; ", standing);
    }

    /**
     * What speaks against acting by itself, or null.
     *
     * @param rate so many services whose incidents opened within so long of each other
     * @param from incidents that opened before are not looked at: the time of the run's request, and the rate's before
     */
    static @Nullable String over(Collection<Head> heads, Rate rate, Instant from) {
        List<Incident> opened = heads.stream()
                .map(Head::open)
                .filter(Objects::nonNull)
                .map(Incident.class::cast)
                .filter(incident -> !incident.openedAt().isBefore(from))
                .sorted((one, other) -> one.openedAt().compareTo(other.openedAt()))
                .toList();
        for (var last = rate.count() - 1; last < opened.size(); last++) {
            var first = opened.get(last - rate.count() + 1);
            if (!opened.get(last).openedAt().isAfter(first.openedAt().plus(rate.within()))) {
                return rate.count() + " services or more got into trouble at once: "
                        + String.join(", ", opened.stream().map(Incident::id).toList());
            }
        }
        return null;
    }
}
