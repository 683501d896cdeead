package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.config.Severity;

/**
 * What everybody is told of an incident, whole in itself: whoever reads only this one knows how things stand.
 *
 * @param number counts from 1
 * @param started when the incident was opened
 * @param impact what is broken
 * @param users how many users it is broken for; empty where nobody knows
 * @param cause the root cause; empty where it is not known
 * @param mitigation what is done about it; empty where nothing is yet
 * @param expected when it should be over, as people say it; empty where nobody knows
 * @param next when the next one comes; null after the last
 */
@Json
public record Update(
        int number,
        Severity severity,
        Status status,
        Instant started,
        Instant at,
        String by,
        String issue,
        String impact,
        String users,
        String cause,
        String mitigation,
        String expected,
        @Nullable Instant next) {
    /** How far people are. */
    public enum Status {
        INVESTIGATING("Investigating"),
        IDENTIFIED("Identified"),
        MITIGATING("Mitigating"),
        RESOLVED("Resolved");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** The status of this word, however it is written. */
        public static Optional<Status> named(String word) {
            return Arrays.stream(values())
                    .filter(status -> status.word.equalsIgnoreCase(word.strip()))
                    .findFirst();
        }
    }

    /**
     * What a person gives of an update; null where it stays as the last one said.
     *
     * @param next after how long the next one comes
     */
    public record Given(
            @Nullable Status status,
            @Nullable String issue,
            @Nullable String impact,
            @Nullable String users,
            @Nullable String cause,
            @Nullable String mitigation,
            @Nullable String expected,
            @Nullable Duration next) {
        /** Nothing but how far people are. */
        public static Given of(Status status) {
            return new Given(status, null, null, null, null, null, null, null);
        }
    }

    /**
     * The next update of an incident. The first one says of what was not given what the alarms say.
     *
     * @param loses what users lose without the service
     * @param next when the one after it comes, unless it is the last
     */
    public static Update after(Incident incident, Given given, String loses, Instant at, String by, Instant next) {
        var last = incident.update();
        var status = given.status() != null ? given.status() : last == null ? Status.INVESTIGATING : last.status();
        return new Update(
                last == null ? 1 : last.number() + 1,
                incident.severity(),
                status,
                incident.openedAt(),
                at,
                by,
                kept(given.issue(), last == null ? incident.because() : last.issue()),
                kept(given.impact(), last == null ? loses : last.impact()),
                kept(given.users(), last == null ? "" : last.users()),
                kept(given.cause(), last == null ? "" : last.cause()),
                kept(given.mitigation(), last == null ? "" : last.mitigation()),
                kept(given.expected(), last == null ? "" : last.expected()),
                status == Status.RESOLVED ? null : next);
    }

    private static String kept(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    /** Whether it says the same in other respects than when. */
    public boolean saysAs(Update other) {
        return says().equals(other.says()) && by.equals(other.by);
    }

    private List<String> says() {
        return List.of(severity.name(), status.word(), issue, impact, users, cause, mitigation, expected);
    }

    /** All of it by name, in the order in which a team reads it; times in UTC. */
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("severity", severity.name());
        fields.put("status", status.word());
        fields.put("started", Said.time(started));
        fields.put("updated", Said.time(at) + " by " + by);
        fields.put("issue", issue);
        fields.put("impact", users.isEmpty() ? impact : impact + "; users: " + users);
        if (!cause.isEmpty()) {
            fields.put("root cause", cause);
        }
        var over = status == Status.RESOLVED;
        fields.put("mitigation", mitigation.isEmpty() ? over ? "none was told" : "none yet" : mitigation);
        fields.put("expected resolution", over ? "it is resolved" : expected.isEmpty() ? "not known yet" : expected);
        fields.put("next update", next == null ? "none, this is the last" : Said.time(next));
        return Collections.unmodifiableMap(fields);
    }

    /** All of it in one line, for the story. */
    public String line() {
        var parts = new ArrayList<String>();
        fields().forEach((name, value) -> {
            if (!name.equals("started") && !name.equals("updated")) {
                parts.add(name.equals("severity") || name.equals("status") ? value : name + ": " + value);
            }
        });
        return "update " + number + ": " + String.join("; ", parts);
    }
}
