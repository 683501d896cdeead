package tocsin.alarm;

import org.jspecify.annotations.Nullable;

/**
 * The ARN of an alarm, taken apart. The name is its last part and may hold anything, colons and blanks among it; blanks
 * in the other parts are typing slips of samples and are left out.
 */
record AlarmArn(String partition, String region, String account, String name) {
    private static final int PARTS = 7;
    private static final int LONGEST = 1_024;

    /** The ARN, or null where the text is none of an alarm. */
    static @Nullable AlarmArn read(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        var parts = text.strip().split(":", PARTS);
        for (int part = 0; part < parts.length - 1; part++) {
            parts[part] = parts[part].replaceAll("\\s", "");
        }
        return isAlarm(parts) ? new AlarmArn(parts[1], parts[3], parts[4], parts[6]) : null;
    }

    private static boolean isAlarm(String[] parts) {
        return parts.length == PARTS
                && parts[0].equals("arn")
                && parts[2].equals("cloudwatch")
                && parts[5].equals("alarm")
                && !parts[6].isBlank();
    }

    /** The ARN that CloudWatch gives an alarm of that name; what is not known stays empty in it. */
    static AlarmArn composed(@Nullable String region, @Nullable String account, String name) {
        var code = region == null ? "" : region;
        return new AlarmArn(Regions.partition(code), code, account == null ? "" : account, name);
    }

    String text() {
        return "arn:" + partition + ":cloudwatch:" + region + ":" + account + ":alarm:" + name;
    }
}
