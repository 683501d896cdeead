package tocsin.maintenance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is planned from now on, under the version that was read.
 *
 * @param due when it is to be gone on with; null where nothing is planned
 */
public record PlansChange(Plans plans, @Nullable Instant due) {}
