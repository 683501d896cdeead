package tocsin.page;

/** The channels that are built. */
public enum Channel {
    PAGERDUTY,
    MAIL,
    SMS;

    /** Its name in keys and in the configuration. */
    public String word() {
        return switch (this) {
            case PAGERDUTY -> "pagerduty";
            case MAIL -> "mail";
            case SMS -> "sms";
        };
    }
}
