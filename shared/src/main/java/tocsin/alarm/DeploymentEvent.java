package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.Said;

/**
 * EventBridge's news that something went live: a deployment of CodeDeploy, a stack of CloudFormation, or an alias of a
 * function that somebody moved, as CloudTrail tells. What failed or was rolled back is none; what a run of ours moved
 * stands in its own story.
 */
record DeploymentEvent(Fields event) {
    private static final String CODE_DEPLOY = "CodeDeploy Deployment State-change Notification";
    private static final String CLOUD_FORMATION = "CloudFormation Stack Status Change";
    private static final String CLOUD_TRAIL = "AWS API Call via CloudTrail";
    private static final List<String> WENT_LIVE = List.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE");

    /** No name of AWS's is longer, nor is an event's id. */
    private static final int LONGEST = 128;

    /** "arn:aws:cloudformation:us-west-2:111122223333:stack/valine-prod/ID". */
    private static final Pattern STACK =
            Pattern.compile("arn:[^:]*:cloudformation:[^:]*:[^:]*:stack/([A-Za-z][A-Za-z0-9-]*)(?:/.*)?");

    /** A name, or an ARN whole or in part, with or without a version or an alias. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?:(?:arn:[^:]*:lambda:[^:]*:)?(?:[0-9]{12}:)?function:)?([A-Za-z0-9_-]+)(?::[^:]+)?");

    /** "arn:aws:sts::111122223333:assumed-role/ROLE/SESSION". */
    private static final Pattern SESSION = Pattern.compile("arn:[^:]*:sts::[^:]*:assumed-role/([^/]+)/([^/]+)");

    /** What CloudFormation calls the role to mend by, and REMEDIATE's own, whatever the stack's name. */
    private static final Pattern OUR_ROLE = Pattern.compile("[^/]+-(?:Mend|Remediate)Role-[A-Za-z0-9]+");

    private static final Pattern UPDATE_ALIAS = Pattern.compile("UpdateAlias(?:[0-9]{8}(?:v[0-9]+)?)?");

    /** Whether it is one of those events. */
    static boolean isTold(String type, Fields event) {
        return switch (type) {
            case CODE_DEPLOY, CLOUD_FORMATION -> true;
            case CLOUD_TRAIL -> {
                var call = event.fields("detail").text("eventName");
                yield call != null && UPDATE_ALIAS.matcher(call).matches();
            }
            default -> false;
        };
    }

    Received received(String type, Instant now) {
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
            return new Received.NotAnAlarm("CodeDeploy tells of %s: %s".formatted(said(application), said(state)));
        }
        var id = detail.text("deploymentId");
        return deployed(now, id + " of " + application, "codedeploy", application, null, id, "CodeDeploy");
    }

    private Received cloudFormation(Instant now) {
        var detail = event.fields("detail");
        var stack = matched(STACK, detail.text("stack-id")).orElse(null);
        var status = detail.fields("status-details").text("status");
        if (status == null || !WENT_LIVE.contains(status)) {
            return new Received.NotAnAlarm(
                    "CloudFormation tells of the stack %s: %s".formatted(said(stack), said(status)));
        }
        var version = "stack " + stack + " as of " + Said.time(at(now)); // it has no other name for what it deployed
        return deployed(now, "stack " + stack, "stack", stack, null, version, "CloudFormation");
    }

    private Received alias(Instant now) {
        var detail = event.fields("detail");
        var asked = detail.fields("requestParameters");
        var function = matched(FUNCTION, asked.text("functionName")).orElse(null);
        var alias = asked.text("name");
        if (detail.text("errorCode", "errorMessage") != null) {
            return new Received.NotAnAlarm("an alias of %s was not moved".formatted(said(function)));
        }
        var to = leadsTo(asked).orElse(null);
        if (to == null && asked.json().containsKey("description")) {
            return new Received.NotAnAlarm("an alias of %s was described anew".formatted(said(function)));
        }
        var who = detail.fields("userIdentity");
        var session = SESSION.matcher(Objects.requireNonNullElse(who.text("arn"), ""));
        if (session.matches() && OUR_ROLE.matcher(session.group(1)).matches()) {
            return new Received.Ours(
                    "a run of ours (%s) moved an alias of %s".formatted(said(session.group(2)), said(function)));
        }
        var by = session.matches()
                ? session.group(1) + "/" + session.group(2)
                : Optional.ofNullable(who.text("userName", "invokedBy", "type")).orElse("somebody");
        var version = to == null ? null : "version " + to;
        return deployed(now, version + " of " + function, "function", function, alias, version, by);
    }

    /** The version that gets a share of the calls, or else the one that gets them all. */
    private static Optional<String> leadsTo(Fields asked) {
        var shares = asked.fields("routingConfig").pairs("additionalVersionWeights");
        return shares == null || shares.isEmpty()
                ? Optional.ofNullable(asked.text("functionVersion"))
                : shares.keySet().stream().filter(version -> !version.isBlank()).findFirst();
    }

    private Received deployed(
            Instant now,
            String what,
            String resource,
            @Nullable String name,
            @Nullable String alias,
            @Nullable String version,
            String by) {
        var account = event.text("account");
        var region = Regions.code(event.text("region"));
        var told = event.text("id");
        if (name == null || version == null || account == null || region == null || told == null) {
            return new Received.Unreadable(false, null, "a deployment, and what it is of, or where, is missing");
        }
        return new Received.Deployed(
                said(account),
                region,
                resource,
                said(name),
                alias == null ? null : said(alias),
                said(version),
                at(now),
                said(by),
                said(told),
                "%s went live at %s, by %s".formatted(Texts.fit(what, 2 * LONGEST), Said.time(at(now)), said(by)));
    }

    private Instant at(Instant now) {
        var at = Timestamps.past(event.text("time"), now);
        return at == null || at.isAfter(now) ? now : at;
    }

    private static String said(@Nullable String text) {
        return text == null ? "something unnamed" : Texts.fit(text, LONGEST);
    }

    private static Optional<String> matched(Pattern pattern, @Nullable String text) {
        var matcher = pattern.matcher(text == null ? "" : text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
