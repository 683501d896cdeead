package tocsin.state;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One write to one row, under conditions on that row. */
public sealed interface Write {
    Key key();

    List<Condition> conditions();

    /** The whole row, in place of what stood there. */
    record Put(Row row, List<Condition> conditions) implements Write {
        public Put {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Key key() {
            return row.key();
        }
    }

    /**
     * Some attributes of a row, the others left as they are; makes the row where there is none.
     *
     * @param set attributes and their new values
     * @param add numbers added to attributes (an attribute that is not there counts as 0)
     * @param remove attributes taken away
     */
    record Update(
            Key key, Map<String, Value> set, Map<String, Long> add, List<String> remove, List<Condition> conditions)
            implements Write {
        public Update {
            set = Collections.unmodifiableMap(new TreeMap<>(set));
            add = Collections.unmodifiableMap(new TreeMap<>(add));
            remove = List.copyOf(remove);
            conditions = List.copyOf(conditions);
        }
    }

    record Delete(Key key, List<Condition> conditions) implements Write {
        public Delete {
            conditions = List.copyOf(conditions);
        }
    }

    /** Writes nothing: only its conditions must hold for the transaction to happen. */
    record Check(Key key, List<Condition> conditions) implements Write {
        public Check {
            conditions = List.copyOf(conditions);
        }
    }
}
