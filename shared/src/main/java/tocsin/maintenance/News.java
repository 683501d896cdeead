package tocsin.maintenance;

/** What happened to a maintenance; each is told once, in the transaction that makes it so. */
public sealed interface News {
    /** As it is from now on. */
    Maintenance of();

    /** It was planned. */
    record Planned(Maintenance of) implements News {}

    /**
     * Users are mailed of it.
     *
     * @param late whether that is later than was promised to them
     */
    record Announced(Maintenance of, boolean late) implements News {}

    /** The banner and the notice go up. */
    record Reminded(Maintenance of) implements News {}

    record Begun(Maintenance of) implements News {}

    /** Its time passed wholly while nobody looked: it is not done. */
    record Missed(Maintenance of) implements News {}

    /** It begins or ends at another time than was told. */
    record Moved(Maintenance of, Maintenance was) implements News {}

    /** Somebody says that the work is done; the smoke tests decide. */
    record EndAsked(Maintenance of) implements News {}

    /**
     * It could not end.
     *
     * @param why a sentence
     */
    record NotOver(Maintenance of, String why) implements News {}

    /** It is over: what it held is looked at. */
    record Over(Maintenance of, String why) implements News {}

    record CalledOff(Maintenance of, String by) implements News {}
}
