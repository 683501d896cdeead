package tocsin.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which items of a batch a function says to have failed. */
public final class FailedItems {
    private FailedItems() {}

    /**
     * The ids named by "batchItemFailures"; empty where the answer is not valid, and with it the whole batch has
     * failed.
     *
     * @param ids of the batch
     */
    public static Optional<Set<String>> in(String answer, List<String> ids) {
        var failures = Json.read(answer).path("batchItemFailures");
        if (failures.isMissingNode() || failures.isNull()) {
            return Optional.of(Set.of());
        }
        Set<String> failed = new LinkedHashSet<>();
        for (JsonNode failure : failures) {
            var id = failure.path("itemIdentifier");
            if (!id.isTextual() || !ids.contains(id.textValue())) {
                return Optional.empty();
            }
            failed.add(id.textValue());
        }
        return failures.isArray() ? Optional.of(failed) : Optional.empty();
    }
}
