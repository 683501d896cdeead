package tocsin.testing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.state.Key;
import tocsin.state.Row;

/**
 * What the table's stream tells of one row: as it stood, and as it stands.
 *
 * @param before null where there was no row
 * @param after null where there is none any more
 */
public record Change(
        Key key, @Nullable Row before, @Nullable Row after, Instant at) {}
