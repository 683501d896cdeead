package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Template.Resource table = Template.ours().named("Table");

    @Test
    void the_table_outlives_its_stack_and_can_be_put_back() {
        assertThat(table.written().path("DeletionPolicy").asText()).isEqualTo("Retain");
        assertThat(table.written().path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
        assertThat(table.at("/DeletionProtectionEnabled").asBoolean()).isTrue();
        assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void the_table_has_the_keys_the_index_the_stream_and_the_end_that_the_code_names() {
        assertThat(table.at("/KeySchema").toString())
                .isEqualTo("[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},"
                        + "{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}]");
        assertThat(table.at("/GlobalSecondaryIndexes").toString())
                .isEqualTo("[{\"IndexName\":\"due\",\"KeySchema\":["
                        + "{\"AttributeName\":\"duePartition\",\"KeyType\":\"HASH\"},"
                        + "{\"AttributeName\":\"dueAt\",\"KeyType\":\"RANGE\"}],"
                        + "\"Projection\":{\"ProjectionType\":\"KEYS_ONLY\"}}]");
        assertThat(table.text("/StreamSpecification/StreamViewType")).isEqualTo("NEW_AND_OLD_IMAGES");
        assertThat(table.text("/TimeToLiveSpecification/AttributeName")).isEqualTo("expires");
    }
}
