package tocsin.page;

/** What a channel is asked to do about a page. */
public enum Event {
    TRIGGER,
    ACKNOWLEDGE,
    RESOLVE
}
