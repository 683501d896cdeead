package tocsin.command.bench;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The requests that something took.
 *
 * @param what what happened
 * @param requests how many of each kind
 * @param bound the most that it may take
 */
record Trip(String what, Map<String, Long> requests, int bound) {
    long count() {
        return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean within() {
        return count() <= bound;
    }

    String line() {
        var kinds = requests.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return "  %-28s %d of at most %d%s  (%s)".formatted(what, count(), bound, within() ? "" : "  TOO MANY", kinds);
    }
}
