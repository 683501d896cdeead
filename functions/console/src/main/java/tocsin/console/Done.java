package tocsin.console;

/**
 * What came of an act.
 *
 * @param good whether it was done; else the sentence says why not
 */
record Done(boolean good, String says) {
    Response response() {
        return good ? Response.done(says) : Response.refused(says);
    }
}
