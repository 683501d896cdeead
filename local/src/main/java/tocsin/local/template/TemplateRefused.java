package tocsin.local.template;

/** Something in the template that cannot be run here; the message begins with its file and line. */
public final class TemplateRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String what;

    public TemplateRefused(Place place, String what) {
        super(place + ": " + what);
        this.place = place;
        this.what = what;
    }

    public Place place() {
        return place;
    }

    /** The message without its place. */
    public String what() {
        return what;
    }
}
