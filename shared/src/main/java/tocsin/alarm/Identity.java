package tocsin.alarm;

import org.jspecify.annotations.Nullable;

/** Who owns an alarm and where it lives, so that all ways come to the same id. */
record Identity(AlarmMessage message, String name) {
    /** The carried ARN where there is one, else the one that CloudWatch would have given. */
    String arn() {
        var carried = message.arn();
        return (carried == null ? AlarmArn.composed(region(), account(), name) : carried).text();
    }

    /** The message's own account: some samples carry an ARN of another one. */
    @Nullable String account() {
        var carried = message.arn();
        return message.account() == null && carried != null ? carried.account() : message.account();
    }

    /** The ARN's Region comes first: beside it SNS writes a long name. */
    @Nullable String region() {
        var carried = message.arn();
        return carried == null || carried.region().isEmpty() ? message.region() : carried.region();
    }
}
