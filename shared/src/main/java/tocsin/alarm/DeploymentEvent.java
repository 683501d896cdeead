package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * EventBridge's news that something went live: a deployment of CodeDeploy, a stack of CloudFormation, or an alias of a
 * function that somebody moved, as CloudTrail tells. What failed or was rolled back is none, and neither is our own.
 */
record DeploymentEvent(Fields event) {
    private static final String CODE_DEPLOY = "CodeDeploy Deployment State-change Notification";
    private static final String CLOUD_FORMATION = "CloudFormation Stack Status Change";
    private static final String CLOUD_TRAIL = "AWS API Call via CloudTrail";
    private static final List<String> WENT_LIVE = List.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE");
    private static final int LONGEST = 100;

    /** "arn:aws:cloudformation:us-west-2:111122223333:stack/valine-prod/ID". */
    private static final Pattern STACK = Pattern.compile("arn:[^:]*:cloudformation:[^:]*:[^:]*:stack/([^/]+)(?:/.*)?");

    /** A name, or an ARN whole or in part, with or without a version or an alias. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?:(?:arn:[^:]*:lambda:[^:]*:)?(?:[0-9]{12}:)?function:)?([A-Za-z0-9_-]+)(?::[^:]+)?");

    /** "arn:aws:sts::111122223333:assumed-role/ROLE/SESSION". */
    private static final Pattern SESSION = Pattern.compile("arn:[^:]*:sts::[^:]*:assumed-role/([^/]+)/([^/]+)");

    /** What CloudFormation calls the role of REMEDIATE, whatever the stack's name. */
    private static final Pattern OUR_ROLE = Pattern.compile(".*-RemediateRole-[A-Za-z0-9]+");

    private static final String OUR_SESSIONS = "tocsin-";

    /** Whether it is one of those events. */
    static boolean isTold(String type, Fields event) {
        return type.equals(CODE_DEPLOY) || type.equals(CLOUD_FORMATION) || (type.equals(CLOUD_TRAIL) && movesAlias(event));
    }

    private static boolean movesAlias(Fields event) {
        var call = event.fields("detail").text("eventName");
        return call != null && call.matches("UpdateAlias[0-9]*(v[0-9]+)?");
    }

    Received received(Instant now) {
        var type = Objects.requireNonNullElse(event.text("detail-type"), "");
        return switch (type) {
            case CODE_DEPLOY -> codeDeploy(now);
            case CLOUD_FORMATION -> cloudFormation(now);
            default -> alias(now);
        };
    }

    private Received codeDeploy(Instant now) {
        var detail = event.fields("detail");
        var application = detail.text("application");
        var state = detail.text("state");
        if (!"SUCCESS".equals(state)) {
            return new Received.NotAnAlarm("CodeDeploy tells of %s: %s".formatted(application, state));
        }
        return deployed(now, "application", application, null, detail.text("deploymentId"), "CodeDeploy");
    }

    private Received cloudFormation(Instant now) {
        var detail = event.fields("detail");
        var stack = matched(STACK, detail.text("stack-id")).orElse(null);
        var status = detail.fields("status-details").text("status");
        if (status == null || !WENT_LIVE.contains(status)) {
            return new Received.NotAnAlarm("CloudFormation tells of the stack %s: %s".formatted(stack, status));
        }
        return deployed(now, "stack", stack, null, status, "CloudFormation");
    }

    private Received alias(Instant now) {
        var detail = event.fields("detail");
        var asked = detail.fields("requestParameters");
        var answered = detail.fields("responseElements");
        var function = matched(FUNCTION, asked.text("functionName")).orElse(null);
        var alias = asked.text("name");
        if (detail.text("errorCode", "errorMessage") != null) {
            return new Received.NotAnAlarm("an alias of %s was not moved".formatted(function));
        }
        if (isOurs(detail.fields("userIdentity"))) {
            return new Received.NotAnAlarm("an alias of %s was moved by a runbook of ours".formatted(function));
        }
        var version = Optional.ofNullable(answered.text("functionVersion")).orElse(asked.text("functionVersion"));
        return deployed(now, "function", function, alias, version == null ? null : "version " + version, by(detail));
    }

    private static boolean isOurs(Fields who) {
        var session = SESSION.matcher(Objects.requireNonNullElse(who.text("arn"), ""));
        return session.matches()
                && (OUR_ROLE.matcher(session.group(1)).matches() || session.group(2).startsWith(OUR_SESSIONS));
    }

    private static String by(Fields detail) {
        var who = detail.fields("userIdentity");
        var session = SESSION.matcher(Objects.requireNonNullElse(who.text("arn"), ""));
        if (session.matches()) {
            return session.group(1) + "/" + session.group(2);
        }
        return Optional.ofNullable(who.text("userName", "invokedBy", "type")).orElse("somebody");
    }

    private Received deployed(
            Instant now,
            String resource,
            @Nullable String name,
            @Nullable String alias,
            @Nullable String version,
            String by) {
        var account = event.text("account");
        var region = Regions.code(event.text("region"));
        var told = event.text("id");
        if (name == null || version == null || account == null || region == null || told == null) {
            return new Received.Unreadable(false, null, "a deployment, and what or where it is of is missing");
        }
        var at = Timestamps.past(event.text("time"), now);
        return new Received.Deployed(
                account,
                region,
                resource,
                Texts.fit(name, LONGEST),
                alias,
                Texts.fit(version, LONGEST),
                at == null || at.isAfter(now) ? now : at,
                Texts.fit(by, LONGEST),
                Texts.fit(told, LONGEST),
                "%s %s: %s went live, by %s".formatted(resource, name, version, by));
    }

    private static Optional<String> matched(Pattern pattern, @Nullable String text) {
        var matcher = pattern.matcher(text == null ? "" : text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
