package tocsin.alarm;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells whether something that cannot be read is an alarm all the same: then somebody must hear of it. */
final class Clues {
    private static final List<String> WORDS = List.of(
            "AlarmName",
            "alarmName",
            "NewStateValue",
            "AlarmArn",
            "alarmArn",
            "alarmData",
            "aws.cloudwatch",
            "CloudWatch Alarm");
    private static final String[] FIELDS = {
        "AlarmName", "alarmName", "NewStateValue", "StateChangeTime", "AlarmArn", "alarmArn", "alarmData"
    };
    private static final Pattern NAME = Pattern.compile("[aA]larmName\\\\*\"\\s*:\\s*\\\\*\"([^\"\\\\]+)");

    private static final int LONGEST_NAME = 255;

    private Clues() {}

    static boolean in(String text) {
        return WORDS.stream().anyMatch(text::contains);
    }

    static boolean in(Fields document) {
        return document.has(FIELDS)
                || ("aws.cloudwatch".equals(document.text("source")) && !document.has("detail-type"));
    }

    /** Whether an alarm lies deeper in the document than any wrapping that is known. */
    static boolean buried(Fields document) {
        var text = document.json().toString();
        return text.contains("NewStateValue")
                || text.contains("alarmData")
                || (text.contains("aws.cloudwatch") && text.contains("alarmName"));
    }

    /** The alarm's name in the remains of its message. */
    static @Nullable String name(String text) {
        var name = NAME.matcher(text);
        return name.find() ? Texts.fit(name.group(1), LONGEST_NAME) : null;
    }
}
