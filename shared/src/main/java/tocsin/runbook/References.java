package tocsin.runbook;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.config.Configuration;
import tocsin.config.Service;

/**
 * Fills in what a parameter refers to: {@code ${service.database}} of the service whose alarm it is, {@code
 * ${services.api.function}} of another in the same stage, {@code ${stage}}, and {@code ${open.count}} of an earlier
 * step.
 */
public final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

    private final Configuration configuration;
    private final Service service;
    private final SortedMap<String, String> outputs;

    public References(Configuration configuration, Service service, SortedMap<String, String> outputs) {
        this.configuration = configuration;
        this.service = service;
        this.outputs = outputs;
    }

    /** What a text refers to, in its order, without the braces. */
    public static List<String> in(String text) {
        return REFERENCE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** The text with everything filled in. */
    public Filled fill(String text) {
        var missing =
                in(text).stream().filter(reference -> of(reference).isEmpty()).findFirst();
        if (missing.isPresent()) {
            return new Filled.Missing(missing.get());
        }
        return new Filled.Text(REFERENCE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(of(found.group(1)).orElse(""))));
    }

    /** What one reference stands for. */
    public Optional<String> of(String reference) {
        if (reference.equals("stage")) {
            return Optional.of(service.stage());
        }
        if (reference.startsWith("service.")) {
            return Optional.ofNullable(service.resources().get(reference.substring("service.".length())));
        }
        if (reference.startsWith("services.")) {
            var parts = reference.split("\\.", 3);
            return parts.length < 3
                    ? Optional.empty()
                    : configuration
                            .service(service.stage() + "/" + parts[1])
                            .map(other -> other.resources().get(parts[2]));
        }
        return Optional.ofNullable(outputs.get(reference));
    }

    /** What came of filling in. */
    public sealed interface Filled {
        record Text(String text) implements Filled {}

        record Missing(String reference) implements Filled {}
    }
}
