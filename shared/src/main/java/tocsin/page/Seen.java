package tocsin.page;

/** What became of something that rings, as its channel tells when it is asked. */
public sealed interface Seen {
    /** It rings on. */
    record Rings() implements Seen {}

    /** Somebody has it. */
    record Acknowledged(String by) implements Seen {}

    /** It has stopped, and nobody had it. */
    record Over() implements Seen {}

    /** The channel did not tell. */
    record Unknown(String text) implements Seen {}
}
