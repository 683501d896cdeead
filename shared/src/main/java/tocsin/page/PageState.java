package tocsin.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Row;

/**
 * A page's row, read.
 *
 * @param next the key of the row that is started when this one fails
 * @param confirmed what the channel last confirmed, or null before the first time
 * @param confirmedRevision the revision that this was an answer to; -1 where the channel said so by itself
 * @param handle by what the channel knows it, or null where it has given nothing
 * @param lease how often the row was claimed
 * @param leaseUntil until when it is somebody's, in milliseconds since 1970; 0 where it is nobody's
 * @param attempts how often the channel was asked, the claim that is under way included
 * @param failures how often in turn it failed since it last did not
 * @param answer what the channel answered last, or null before it did
 * @param dueAt when it is due, in milliseconds since 1970, or null where it is not
 */
public record PageState(
        Key key,
        Wanted wanted,
        long revision,
        Message message,
        @Nullable Key next,
        @Nullable Wanted confirmed,
        long confirmedRevision,
        @Nullable String handle,
        long lease,
        long leaseUntil,
        long attempts,
        long failures,
        @Nullable String answer,
        @Nullable Long dueAt) {
    /** Reads the row; one that is no page's is a fault of ours and throws. */
    public static PageState of(Row row, Documents documents) {
        var wanted = row.text(PageRow.WANTED);
        var body = row.text(PageRow.BODY);
        if (wanted == null || body == null) {
            throw new IllegalStateException("not the row of a page: " + row.key());
        }
        var next = row.text(PageRow.NEXT);
        var confirmed = row.text(PageRow.CONFIRMED);
        return new PageState(
                row.key(),
                Wanted.valueOf(wanted),
                number(row, PageRow.REVISION, 0),
                documents.messages().fromJson(body),
                next == null ? null : new Key(row.key().pk(), next),
                confirmed == null ? null : Wanted.valueOf(confirmed),
                number(row, PageRow.CONFIRMED_REVISION, -1),
                row.text(PageRow.HANDLE),
                number(row, PageRow.LEASE, 0),
                number(row, PageRow.LEASE_UNTIL, 0),
                number(row, PageRow.ATTEMPTS, 0),
                number(row, PageRow.FAILURES, 0),
                row.text(PageRow.ANSWER),
                row.number(Due.AT));
    }

    private static long number(Row row, String attribute, long otherwise) {
        var number = row.number(attribute);
        return number == null ? otherwise : number;
    }

    /** Whether somebody is to be woken by it, and was not yet. */
    public boolean waits() {
        return wanted == Wanted.TRIGGERED && confirmed != Wanted.TRIGGERED;
    }

    /** Whether a decision put it off, so that it is not to be sent before its time; a claim alone does not. */
    public boolean isPutOff(Instant now) {
        return dueAt != null && dueAt != leaseUntil && dueAt > now.toEpochMilli();
    }
}
