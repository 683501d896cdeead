package tocsin.runbook;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do, as the world stands now.
 *
 * @param runbook its name
 * @param service the partition: "prod/db"
 * @param mode what it may do by itself there
 * @param identity of all of it, and of the questions it puts: what is approved of is this, and a run refuses where it
 *     is another by then
 * @param because why it would ask, or not run at all; null where nothing speaks against it
 */
@Json
public record RunPlan(
        String runbook,
        String title,
        String service,
        String mode,
        String identity,
        @Nullable String because,
        List<PlannedStep> steps) {
    public RunPlan {
        steps = List.copyOf(steps);
    }

    /**
     * One step of it.
     *
     * @param kind "reads", "changes", "asks", or "left out"
     * @param says what was read, or what would be changed, from what to what
     * @param target the ARN of what would be changed, or null
     * @param refusal why it would not be done, or null
     * @param stays why it could not be taken back; null where it can, or where nothing is changed
     */
    @Json
    public record PlannedStep(
            String id,
            String title,
            String action,
            String kind,
            String says,
            @Nullable String target,
            @Nullable String refusal,
            @Nullable String stays) {}

    /** What is asked: a plan of this runbook for this service. */
    @Json
    public record Request(String runbook, String service) {}

    /**
     * The answer.
     *
     * @param error a sentence where none could be made
     * @param misasked whether what was asked names what there is not; null where it does not
     */
    @Json
    public record Reply(
            @Nullable RunPlan plan,
            @Nullable String error,
            @Nullable Boolean misasked) {}
}
