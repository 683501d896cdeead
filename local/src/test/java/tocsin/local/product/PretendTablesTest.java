package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.cloud.KeyTables;
import tocsin.testing.KeyTablesContract;

final class PretendTablesTest extends KeyTablesContract {
    @TempDir
    private Path folder;

    private PretendTables tables;

    @BeforeEach
    void create() {
        tables = again();
        tables.create(TABLE);
    }

    private PretendTables again() {
        return new PretendTables(Kept.in(folder.resolve("tables.json"), String.class));
    }

    @Override
    protected KeyTables keyTables() {
        return tables;
    }

    @Test
    void what_befell_a_table_outlasts_a_restart_until_it_is_deleted() {
        tables.stands(TABLE, "INACCESSIBLE_ENCRYPTION_CREDENTIALS");
        tables = again();
        tables.create(TABLE);
        assertThat(tables.describe(PLACE, TABLE, TIMEOUT).status()).isEqualTo("INACCESSIBLE_ENCRYPTION_CREDENTIALS");

        tables.delete(TABLE);
        assertThatThrownBy(() -> again().describe(PLACE, TABLE, TIMEOUT)).hasMessageContaining(TABLE);
    }

    @Test
    void requests_are_refused_as_too_many_as_often_as_was_set() {
        tables.throttle(1);

        assertThatThrownBy(() -> tables.describe(PLACE, TABLE, TIMEOUT)).hasMessage("Rate exceeded");
        assertThat(tables.describe(PLACE, TABLE, TIMEOUT).status()).isEqualTo("ACTIVE");
    }
}
