package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.KeyTables;
import tocsin.cloud.KeyTables.TableState;

/** What DynamoDB promises of the product's tables, and each that stands in for it. */
public abstract class KeyTablesContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String TABLE = "valine-orchestrator-state-prod";
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** With one table of that name, empty, paid by request. */
    protected abstract KeyTables keyTables();

    @Test
    void a_table_is_described() {
        assertThat(keyTables().describe(PLACE, TABLE, TIMEOUT))
                .isEqualTo(new TableState("arn:aws:dynamodb:us-west-2:111122223333:table/" + TABLE, "ACTIVE", 0, true));
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> keyTables().describe(PLACE, "another", TIMEOUT));
    }
}
