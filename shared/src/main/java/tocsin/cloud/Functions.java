package tocsin.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;

/** The Lambda functions of the product, as something to be changed: one call is one request of Lambda's API. */
public interface Functions {
    /** GetFunctionConfiguration of $LATEST, or of the version or alias named. */
    FunctionState describe(Place place, String function, @Nullable String qualifier, Duration timeout);

    /** UpdateFunctionConfiguration of all environment variables, under the revision id that was read. */
    Changed<FunctionState> replaceEnvironment(
            Place place, String function, Map<String, String> environment, String revision, Duration timeout);

    /** PublishVersion of $LATEST, under its code and revision. */
    Changed<FunctionState> publish(
            Place place, String function, String codeSha256, String revision, String description, Duration timeout);

    /** GetAlias. */
    AliasState alias(Place place, String function, String alias, Duration timeout);

    /** UpdateAlias, under the revision id that was read. */
    Changed<AliasState> moveAlias(
            Place place, String function, String alias, String version, String revision, Duration timeout);

    /** ListVersionsByFunction, the oldest first, without $LATEST; all of its pages. */
    List<Version> versions(Place place, String function, Duration timeout);

    /** GetFunctionConcurrency: what is reserved for it; null where nothing is. */
    @Nullable Integer reserved(Place place, String function, Duration timeout);

    /** PutFunctionConcurrency; null: DeleteFunctionConcurrency. */
    void reserve(Place place, String function, @Nullable Integer concurrency, Duration timeout);

    /**
     * Invoke, and wait for the answer.
     *
     * @param payload JSON
     */
    Answer invoke(Place place, String function, @Nullable String qualifier, String payload, Duration timeout);

    /** The function's tags (ListTags), for what may be touched. */
    Map<String, String> tags(Place place, String functionArn, Duration timeout);

    /** What came of a change under a revision. */
    sealed interface Changed<T> {
        record Done<T>(T now) implements Changed<T> {}

        /** Somebody else changed it since it was read. */
        record Moved<T>(String why) implements Changed<T> {}
    }

    /**
     * A function's configuration.
     *
     * @param version "$LATEST" or a number
     * @param settled whether the last update has been carried out (LastUpdateStatus Successful, State Active)
     */
    record FunctionState(
            String arn,
            String version,
            String codeSha256,
            String revision,
            Map<String, String> environment,
            String description,
            boolean settled) {
        public FunctionState {
            environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        }

        /** Without the variables' values: they may be secrets. */
        @Override
        public String toString() {
            return "FunctionState[" + arn + ", version " + version + ", revision " + revision + ", variables "
                    + environment.keySet() + ", settled " + settled + "]";
        }
    }

    /** A published version. */
    record Version(String version, String codeSha256, String description, Instant publishedAt) {}

    /** @param error Lambda's word for how the function failed, as "Unhandled"; null where it answered */
    record Answer(String payload, @Nullable String error) {}

    record AliasState(String alias, String version, String revision) {}
}
