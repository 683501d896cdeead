package tocsin.page;

/**
 * What people did at the pager.
 *
 * @param page the page it is about, of one generation: news of an older one says nothing about what rings now
 * @param by who did it, in the pager's words
 */
public record PagerNews(PageKey page, What what, String by) {
    /** What was done. */
    public enum What {
        ACKNOWLEDGED,
        UNACKNOWLEDGED,
        RESOLVED
    }
}
