package tocsin.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tocsin.config.Reach;

/** The channels that are built. */
public enum Channel {
    PAGERDUTY(Manner.KEYED),
    PUSHOVER(Manner.KEYED),
    SMS(Manner.ONCE),
    MAIL(Manner.ONCE),
    SLACK(Manner.EDITED),
    DISCORD(Manner.EDITED),
    TEAMS(Manner.REPEATED),
    WEBHOOK(Manner.EDITED),
    /** What users read of maintenance elsewhere. */
    STATUS(Manner.EDITED),
    /** What the front end reads of maintenance. */
    NOTICE(Manner.EDITED);

    /** What becomes of something that was sent once. */
    public enum Manner {
        /** It has a key, by which it is acknowledged and resolved; where it was never sent, nothing is. */
        KEYED,
        /** It is one message, or one alert over there, which always shows how things stand. */
        EDITED,
        /** It stays as it was, and how things stand is sent anew. */
        REPEATED,
        /** It stays as it was. */
        ONCE
    }

    private final Manner manner;

    Channel(Manner manner) {
        this.manner = manner;
    }

    /** Its name in keys and in the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Manner manner() {
        return manner;
    }

    /** Whether it shows how an incident stands, as a message that many read, and wakes nobody. */
    public boolean shows() {
        return manner == Manner.EDITED || manner == Manner.REPEATED;
    }

    /** Whether users read it elsewhere, where what is wrong stays wrong until it is written anew. */
    public boolean isPublic() {
        return this == STATUS || this == NOTICE;
    }

    /** Whether it goes on until somebody acknowledges; all else is a message that a sleeper may miss. */
    public boolean rings() {
        return this == PAGERDUTY || this == PUSHOVER;
    }

    /** By which somebody is reached in this way. */
    public static Channel of(Reach.Kind way) {
        return switch (way) {
            case PUSHOVER -> PUSHOVER;
            case SMS -> SMS;
            case MAIL -> MAIL;
        };
    }

    /** The channel of this {@link #word}. */
    public static Optional<Channel> named(String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst();
    }
}
