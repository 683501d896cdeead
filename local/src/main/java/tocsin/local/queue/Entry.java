package tocsin.local.queue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of a queue's journal. Instants are milliseconds since 1970. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "was")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = Entry.Received.class, name = "received"),
    @JsonSubTypes.Type(value = Entry.Hidden.class, name = "hidden"),
    @JsonSubTypes.Type(value = Entry.Deleted.class, name = "deleted")
})
sealed interface Entry {
    String id();

    record Sent(String id, String body, long sentAt, long visibleAt, int receives, long firstReceivedAt)
            implements Entry {}

    record Received(String id, long at) implements Entry {}

    record Hidden(String id, long until) implements Entry {}

    record Deleted(String id) implements Entry {}
}
