package tocsin.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Condition;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;

/** What DynamoDB does not take, whatever stands in the table. */
final class Validity {
    static final int LARGEST_ROW = 400 * 1024;

    private Validity() {}

    static void check(List<Write> writes, String token) {
        require(!writes.isEmpty() && writes.size() <= Table.MOST_WRITES, "a transaction of " + writes.size());
        require(!token.isEmpty() && token.length() <= 36, "a token of " + token.length() + " characters");
        distinct(writes.stream().map(Write::key).toList());
        for (var write : writes) {
            check(write);
            switch (write) {
                case Write.Update update ->
                    require(
                            !(update.set().isEmpty()
                                    && update.add().isEmpty()
                                    && update.remove().isEmpty()),
                            "an update in a transaction that changes nothing: " + write.key());
                case Write.Check check ->
                    require(!check.conditions().isEmpty(), "a check without condition: " + write.key());
                case Write.Put put -> checkRow(put.row());
                case Write.Delete delete -> {}
            }
        }
    }

    static void check(Write write) {
        check(write.key());
        write.conditions().forEach(Validity::check);
        switch (write) {
            case Write.Put put -> checkAttributes(put.row().attributes());
            case Write.Update update -> checkUpdate(update);
            case Write.Delete delete -> {}
            case Write.Check check -> {}
        }
    }

    static void check(List<Key> keys) {
        require(!keys.isEmpty() && keys.size() <= Table.MOST_READS, "a read of " + keys.size() + " keys");
        distinct(keys);
        keys.forEach(Validity::check);
    }

    static void checkLimit(int limit) {
        require(limit >= 1, "a limit of " + limit);
    }

    static void checkRow(Row row) {
        require(size(row) <= LARGEST_ROW, "a row of " + size(row) + " bytes: " + row.key());
    }

    /** The row's size as DynamoDB reckons it: names and values, in UTF-8; a number takes some 21 bytes at most. */
    static int size(Row row) {
        var size = 4 + bytes(row.key().pk()) + bytes(row.key().sk());
        for (var attribute : row.attributes().entrySet()) {
            size += bytes(attribute.getKey())
                    + switch (attribute.getValue()) {
                        case Value.Text(var text) -> bytes(text);
                        case Value.Whole(var number) ->
                            1 + (Long.toString(Math.abs(number)).length() + 1) / 2;
                    };
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static void checkUpdate(Write.Update update) {
        checkAttributes(update.set());
        Set<String> named = new HashSet<>();
        for (var names : List.of(update.set().keySet(), update.add().keySet(), update.remove())) {
            for (var name : names) {
                require(named.add(name), "an update that names '" + name + "' twice: " + update.key());
                notOfTheKey(name);
            }
        }
    }

    private static void checkAttributes(Map<String, Value> attributes) {
        attributes.keySet().forEach(Validity::notOfTheKey);
        var partition = attributes.get(Due.PARTITION);
        require(
                partition == null || (partition instanceof Value.Text(var text) && !text.isEmpty()),
                Due.PARTITION + " is no text");
        var at = attributes.get(Due.AT);
        require(at == null || at instanceof Value.Whole, Due.AT + " is no number");
    }

    private static void notOfTheKey(String name) {
        require(!name.isEmpty() && !name.equals("pk") && !name.equals("sk"), "an attribute named '" + name + "'");
    }

    private static void check(Condition condition) {
        if (condition instanceof Condition.AnyOf(var any)) {
            require(!any.isEmpty(), "any of no conditions");
            any.forEach(Validity::check);
        }
    }

    private static void check(Key key) {
        require(!key.pk().isEmpty() && bytes(key.pk()) <= 2048, "a pk of " + bytes(key.pk()) + " bytes");
        require(!key.sk().isEmpty() && bytes(key.sk()) <= 1024, "an sk of " + bytes(key.sk()) + " bytes");
    }

    private static void distinct(List<Key> keys) {
        require(new HashSet<>(keys).size() == keys.size(), "the same row twice in one request");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PortFailure(Kind.REFUSED, "the table takes no " + otherwise);
        }
    }
}
