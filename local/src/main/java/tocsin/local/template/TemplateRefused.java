package tocsin.local.template;

/** Something in the template that cannot be run here; the message begins with its file and line. */
public final class TemplateRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateRefused(Place place, String what) {
        super(place + ": " + what);
    }
}
