package tocsin.action;

import java.util.Map;

/** Whether something is a part of Tocsin itself: its stack tags all that it makes. */
final class Ours {
    private Ours() {}

    static boolean by(Map<String, String> tags) {
        return "itself".equals(tags.get("tocsin"));
    }
}
