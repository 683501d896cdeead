package tocsin.local.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of the template, as it was written. */
sealed interface Node {
    Place place();

    /** What a refusal calls it. */
    String kind();

    /** @param quoted whether it is a text even where it looks like a number */
    record Scalar(String text, boolean quoted, Place place) implements Node {
        @Override
        public String kind() {
            return "the text '" + text + "'";
        }
    }

    record Sequence(List<Node> items, Place place) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** @param places of the keys */
    record Mapping(Map<String, Node> entries, Map<String, Place> places, Place place) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
            places = Map.copyOf(places);
        }

        /** Where the key stands. */
        Place placeOf(String key) {
            return places.getOrDefault(key, place);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** An intrinsic function, in its short or long form, by its name without "Fn::" (Ref, GetAtt, Sub ...). */
    record Call(String function, Node argument, Place place) implements Node {
        @Override
        public String kind() {
            return "!" + function;
        }
    }
}
