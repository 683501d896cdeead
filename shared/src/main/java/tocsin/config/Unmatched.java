package tocsin.config;

/** What becomes of an alarm that no service claims. It is never silent, and never a page by accident. */
public enum Unmatched {
    NOTICE
}
