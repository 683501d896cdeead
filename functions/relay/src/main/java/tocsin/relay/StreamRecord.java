package tocsin.relay;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import org.jspecify.annotations.Nullable;
import tocsin.page.PageRow;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Queues.Queue;

/**
 * One record of the table's stream, as far as relaying needs it.
 *
 * @param claim whether somebody took the row into work: due at the end of the lease, which is WATCH's to see
 * @param dueAt milliseconds since 1970; null where the row is not due
 */
record StreamRecord(Key key, boolean claim, @Nullable Long dueAt) {
    /** Null where it is none. */
    static @Nullable StreamRecord of(JsonNode record) {
        var pk = text(record, "dynamodb", "Keys", "pk", "S");
        var sk = text(record, "dynamodb", "Keys", "sk", "S");
        if (pk.isEmpty() || sk.isEmpty()) {
            return null;
        }
        var before = text(record, "dynamodb", "OldImage", PageRow.LEASE, "N");
        var after = text(record, "dynamodb", "NewImage", PageRow.LEASE, "N");
        var due = text(record, "dynamodb", "NewImage", Due.AT, "N");
        return new StreamRecord(
                new Key(pk, sk), !before.equals(after), due.matches("[0-9]{1,18}") ? Long.valueOf(due) : null);
    }

    /** By this the stream is told from where to tell again. */
    static String sequence(JsonNode record) {
        return text(record, "dynamodb", "SequenceNumber");
    }

    /** Empty where it is not there, whatever is there instead. */
    private static String text(JsonNode record, String... path) {
        @Nullable JsonNode node = record;
        for (var name : path) {
            node = node instanceof JsonObject object ? object.elements().get(name) : null;
        }
        return node instanceof JsonString string ? string.text() : "";
    }

    /** Who works on such a row; null where nobody does by message. */
    @Nullable Queue queue() {
        if (Keys.isTold(key)) {
            return Queue.PAGES;
        }
        return Keys.isRun(key) ? Queue.STEPS : null;
    }
}
