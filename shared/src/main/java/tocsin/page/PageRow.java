package tocsin.page;

/**
 * The attributes of a page's row. Deciding writes what is wanted; sending writes what was confirmed, under a lease;
 * neither writes the other's.
 */
public final class PageRow {
    /** A {@link Wanted}. */
    public static final String WANTED = "wanted";

    /** Counts the changes of what is wanted or said: what was sent under an older one is not what is wanted now. */
    public static final String REVISION = "revision";

    /** A {@link Message} in JSON. */
    public static final String BODY = "body";

    /** The name of the row that is started when this one fails. */
    public static final String NEXT = "next";

    /** The {@link Wanted} that the channel last confirmed; not there before. */
    public static final String CONFIRMED = "confirmed";

    public static final String CONFIRMED_REVISION = "confirmedRevision";

    /** By what the channel knows the page: what it last confirmed, in its own words; not there where it gave none. */
    public static final String HANDLE = "handle";

    /** Counts the claims: whoever commits under an older one comes too late. */
    public static final String LEASE = "lease";

    /** Until when the row is somebody's; milliseconds since 1970. */
    public static final String LEASE_UNTIL = "leaseUntil";

    /** How often the channel was asked. */
    public static final String ATTEMPTS = "attempts";

    /** How often in turn the channel failed; not there where it did not. */
    public static final String FAILURES = "failures";

    /** What the channel last answered, in words. */
    public static final String ANSWER = "answer";

    /** When the channel last answered; milliseconds since 1970. */
    public static final String ANSWERED_AT = "answeredAt";

    private PageRow() {}
}
