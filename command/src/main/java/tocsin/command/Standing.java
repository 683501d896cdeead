package tocsin.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.config.Finding;
import tocsin.configure.Lines;
import tocsin.configure.Reading;

/**
 * What only a running Tocsin knows of itself: when people were last paged to see whether they wake, who has confirmed
 * the mail, how old a calendar is.
 */
final class Standing {
    private final List<Finding> findings;
    private final @Nullable String unknown;

    private Standing(List<Finding> findings, @Nullable String unknown) {
        this.findings = List.copyOf(findings);
        this.unknown = unknown;
    }

    /** Of the stack where one is named; else of the one that runs here, if any does. */
    static Standing of(Reading reading, Path data, String stack, String region) {
        if (!region.isEmpty() && stack.isEmpty()) {
            throw new WrongUse("--region: says where a stack is; expected --stack NAME beside it");
        }
        if (!(reading instanceof Reading.Read(var _, var _, var _, var lines))) {
            return new Standing(List.of(), null);
        }
        if (!stack.isEmpty()) {
            return asked(Api.of(stack, region), lines);
        }
        if (!Files.exists(data.resolve("up.json"))) {
            return notKnown("nothing runs on " + data);
        }
        try {
            return asked(Api.on(data), lines);
        } catch (WrongUse | Refused silent) {
            return notKnown(String.valueOf(silent.getMessage()));
        }
    }

    private static Standing asked(Api api, Lines lines) {
        return new Standing(
                OnCall.elements(api.get("/api/v1/warnings")).stream()
                        .map(warning -> {
                            var path = OnCall.elements(warning.extractNode("path")).stream()
                                    .map(part -> part.text())
                                    .toArray(String[]::new);
                            return Finding.warning(
                                    lines.file(), lines.of(path), IncidentPrinter.clean(warning.extract("text")));
                        })
                        .toList(),
                null);
    }

    private static Standing notKnown(String because) {
        return new Standing(
                List.of(),
                "not known here: when people last answered a test page, who has confirmed a mail subscription, what a"
                        + " calendar says whose address is a secret; ask with --stack NAME, or while ./tocsin up runs ("
                        + because + ")");
    }

    List<Finding> findings() {
        return findings;
    }

    /** What is not known, and why; empty where all of it is. */
    Optional<String> unknown() {
        return Optional.ofNullable(unknown);
    }
}
