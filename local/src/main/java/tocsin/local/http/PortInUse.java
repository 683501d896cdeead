package tocsin.local.http;

/** Somebody else listens on the port that was asked for. */
public final class PortInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortInUse(int port) {
        super("port " + port + " of 127.0.0.1 is in use");
    }
}
