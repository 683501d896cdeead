package tocsin.intake;

/** What goes wrong, as one line for the function's log; never what a message held. */
final class Log {
    private Log() {}

    static void failed(String what, RuntimeException failure) {
        told(what + " failed: " + failure);
    }

    static void told(String what) {
        var line = what.replaceAll("[\"\\\\\\p{Cntrl}]", " ");
        System.err.println("{\"level\":\"WARN\",\"what\":\"" + line + "\"}");
    }
}
