package tocsin;

import io.avaje.json.node.JsonObject;

/** The daily call that keeps a function's version from falling asleep: it is answered, and nothing else is done. */
public final class Heartbeat {
    public static final String ANSWER = "{\"heartbeat\":true}";

    private Heartbeat() {}

    public static boolean isIn(JsonObject input) {
        return input.extract("heartbeat", false);
    }
}
