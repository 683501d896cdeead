package tocsin.tests.boundaries.broken;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Orders that differ from JVM to JVM, one a method. */
final class InAnyOrder {
    Map<String, String> hashed() {
        return new HashMap<>();
    }

    Set<String> hashedSet(List<String> names) {
        return new HashSet<>(names);
    }

    Map<String, String> two() {
        return Map.of("a", "b", "c", "d");
    }

    Map<String, String> entries() {
        return Map.ofEntries(Map.entry("a", "b"), Map.entry("c", "d"));
    }

    Set<String> pair() {
        return Set.of("a", "b");
    }

    Map<String, String> copied(Map<String, String> labels) {
        return Map.copyOf(labels);
    }

    Set<String> copiedSet(List<String> names) {
        return Set.copyOf(names);
    }

    Set<String> collected(List<String> names) {
        return names.stream().collect(Collectors.toSet());
    }

    Map<String, String> collectedMap(List<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, name -> name));
    }

    Map<String, List<String>> grouped(List<String> names) {
        return names.stream().collect(Collectors.groupingBy(name -> name));
    }
}
