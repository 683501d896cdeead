package tocsin.config;

/**
 * Where in the product something stands, as triage asks for it: does the front end load, do API calls go well, is it
 * the feature itself? In the order in which trouble is looked for.
 */
public enum Layer {
    /** What the browser loads: CloudFront, the bucket behind it, DNS. */
    FRONT_END("front end"),
    /** What the loaded page calls: API Gateway, Lambda. */
    API("API"),
    /** What the API stands on: RDS, its connections. */
    DATABASE("database"),
    /** One part of the product on its own: logging in, uploads, the bot. */
    FEATURE("feature");

    private final String word;

    Layer(String word) {
        this.word = word;
    }

    /** As sentences say it. */
    public String word() {
        return word;
    }

    /** As tocsin.yaml writes it: "front-end". */
    public String key() {
        return word.replace(' ', '-').toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether what is wrong there may be nothing but what is wrong here: this is not above it. */
    public boolean carries(Layer other) {
        return switch (this) {
            case DATABASE -> other == API || other == FEATURE;
            case API, FRONT_END -> other == FEATURE;
            case FEATURE -> false;
        };
    }
}
