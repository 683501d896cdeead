package tocsin.page;

import java.util.Optional;
import java.util.regex.Pattern;
import tocsin.incident.IncidentRef;
import tocsin.state.Key;

/** Whose page a row is, as its key says it. */
public record PageAddress(IncidentRef incident, PageRef page) {
    private static final Pattern SORT =
            Pattern.compile("incident#([0-9]{1,18})/page#([0-9]{1,9})/([^/]+)/(.+)/([a-z]+)");

    /** Empty where the key is no page's. */
    public static Optional<PageAddress> of(Key key) {
        var matcher = SORT.matcher(key.sk());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Channel.named(matcher.group(5))
                .map(channel -> new PageAddress(
                        new IncidentRef(key.pk(), Long.parseLong(matcher.group(1))),
                        new PageRef(Integer.parseInt(matcher.group(2)), matcher.group(3), matcher.group(4), channel)));
    }
}
