package tocsin.page;

import java.util.Arrays;
import java.util.Optional;

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

    /** The channel of this {@link #word}. */
    public static Optional<Channel> named(String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst();
    }
}
