package tocsin.watch;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;

/**
 * What one sweep did.
 *
 * @param looked how many checks there are
 * @param unwell of those
 * @param unknown of those
 * @param failed services of which nothing could be committed, and metrics that were not put; each is in the log
 * @param left services for which no time was left
 */
record SweptAll(int looked, int unwell, int unknown, int failed, int left) {
    String toJson() {
        return JsonNodeMapper.builder()
                .build()
                .toJson(JsonObject.create()
                        .add("looked", looked)
                        .add("unwell", unwell)
                        .add("unknown", unknown)
                        .add("failed", failed)
                        .add("left", left));
    }
}
