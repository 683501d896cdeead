package tocsin.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.incident.IncidentRef;

/** What a decision changes of a page row; written in the decision's own transaction. */
public sealed interface PageChange {
    IncidentRef incident();

    PageRef page();

    /**
     * A new row that wants somebody woken, or told.
     *
     * @param due when to send; null where only the failure of the one before starts it
     * @param next the row that is started when this one fails
     */
    record Open(
            IncidentRef incident,
            PageRef page,
            Message message,
            @Nullable Instant due,
            @Nullable PageRef next) implements PageChange {}

    /** The row says something else from now on; what is wanted stays. */
    record Say(IncidentRef incident, PageRef page, Message message, Instant due) implements PageChange {}

    /** Something else is wanted, and it says so: for a channel that shows how things stand. */
    record Show(IncidentRef incident, PageRef page, Wanted wanted, Message message, Instant due)
            implements PageChange {}

    /**
     * Something else is wanted.
     *
     * @param confirmed whether the channel itself said so, so that it need not be asked
     */
    record Want(IncidentRef incident, PageRef page, Wanted wanted, boolean confirmed, Instant due)
            implements PageChange {}
}
