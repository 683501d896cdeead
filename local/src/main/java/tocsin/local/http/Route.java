package tocsin.local.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.local.run.LambdaFunction;

/**
 * A way to a function.
 *
 * @param method as written, or ANY
 * @param path as "/incidents/{id}" or "/{proxy+}", or "$default" for whatever no other takes
 * @param open whether anybody may call, the function itself seeing to it that only the right ones do
 */
public record Route(String method, String path, boolean open, LambdaFunction function) {
    /**
     * The more exact one first: a fixed part before a variable, a variable before a greedy one, a method before ANY.
     */
    static final Comparator<Route> EXACT_FIRST =
            Comparator.comparing(Route::rank).thenComparing(route -> route.method.equals("ANY"));

    /** The route's name in events. */
    public String key() {
        return isDefault() ? path : method + " " + path;
    }

    private boolean isDefault() {
        return path.equals("$default");
    }

    private String rank() {
        var rank = new StringBuilder();
        for (var part : parts(path)) {
            rank.append(isDefault() ? '9' : !part.startsWith("{") ? '0' : part.endsWith("+}") ? '2' : '1');
        }
        return rank.append('0').toString();
    }

    /** The values of the path's variables, where this route takes the request. */
    Optional<Map<String, String>> take(String requestMethod, String requestPath) {
        if (isDefault()) {
            return Optional.of(Map.of());
        }
        return method.equals("ANY") || method.equals(requestMethod) ? variables(requestPath) : Optional.empty();
    }

    private Optional<Map<String, String>> variables(String requestPath) {
        Map<String, String> variables = new TreeMap<>();
        var mine = parts(path);
        var theirs = parts(requestPath);
        for (var i = 0; i < mine.size(); i++) {
            var part = mine.get(i);
            if (part.endsWith("+}")) {
                variables.put(part.substring(1, part.length() - 2), String.join("/", theirs.subList(i, theirs.size())));
                return theirs.size() > i ? Optional.of(variables) : Optional.empty();
            }
            if (i >= theirs.size()) {
                return Optional.empty();
            }
            if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), theirs.get(i));
            } else if (!part.equals(theirs.get(i))) {
                return Optional.empty();
            }
        }
        return mine.size() == theirs.size() ? Optional.of(variables) : Optional.empty();
    }

    private static List<String> parts(String path) {
        return new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    }
}
