package tocsin.watch;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;

/**
 * What one round did; whatever failed is due again in the next.
 *
 * @param sent keys sent to the queues
 * @param looked services looked at
 * @param failed reads, sendings and looks that failed; each is in the log
 * @param left services for which no time was left
 * @param odd rows that are due and nobody's
 */
record Watched(int sent, int looked, int failed, int left, int odd) {
    String toJson() {
        return JsonNodeMapper.builder()
                .build()
                .toJson(JsonObject.create()
                        .add("sent", sent)
                        .add("looked", looked)
                        .add("failed", failed)
                        .add("left", left)
                        .add("odd", odd));
    }
}
