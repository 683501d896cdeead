package tocsin.page;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.incident.IncidentRef;

/**
 * By what a channel tells one page from another: incident and generation, without step or person, so that whoever is
 * rung about one page is rung about the same.
 *
 * @param beside the name of a page of its own beside the incident's, as "run-2"; or null for the incident's page
 */
public record PageKey(
        IncidentRef incident, int generation, @Nullable String beside) {
    private static final Pattern FORM =
            Pattern.compile("tocsin-(.+)-([0-9]{1,18})-([0-9]{1,9})(?:-(run-[0-9]{1,9}(?:-[a-z]+)?))?");

    /** Reads it back; empty where the key is none of ours. */
    public static Optional<PageKey> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var ref = new IncidentRef(matcher.group(1), Long.parseLong(matcher.group(2)));
        return Optional.of(new PageKey(ref, Integer.parseInt(matcher.group(3)), matcher.group(4)));
    }

    public String text() {
        return "tocsin-" + incident.partition() + "-" + incident.number() + "-" + generation
                + (beside == null ? "" : "-" + beside);
    }
}
