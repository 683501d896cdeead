package tocsin.tests.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Received;
import tocsin.alarm.Transition;
import tocsin.tests.story.Production;
import tocsin.tests.story.Valine;

/**
 * An alarm as CloudWatch holds it, and what it tells when it moves, by each of the three ways.
 *
 * @param service whose alarm it is
 * @param name without "valine-prod-"
 * @param atOnce whether its page waits for nothing, and no window withholds it
 * @param pages whether it pages by itself
 * @param told what it tells by each way, with gaps where a move differs from another
 */
record AlarmNow(
        String service,
        String name,
        @Nullable String contributor,
        boolean atOnce,
        boolean pages,
        Map<String, String> told) {
    /** What EventBridge tells always, and what the other two tell only where no mute holds them. */
    static final List<String> WAYS = List.of("eventbridge", "sns", "direct");

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String PREFIX = "valine-prod-";
    private static final String CONTRIBUTOR = "a1b2c3d4e5f60718";

    /** From the sample under events/valine. */
    static AlarmNow of(String service, String name, String sample, boolean atOnce) {
        return new AlarmNow(service, name, null, atOnce, true, gaps("valine/" + sample + ".", "", text -> text));
    }

    /** One series of an alarm that has many. */
    static AlarmNow contributor(String service, String name, String contributor) {
        return new AlarmNow(
                service,
                name,
                contributor,
                false,
                true,
                gaps(
                        "",
                        "/contributor-by-function",
                        text -> text.replace("errors-by-function", PREFIX + name)
                                .replace(CONTRIBUTOR, contributor)
                                .replace("orders-worker", "worker-" + contributor.charAt(0))));
    }

    /** A check of the health sweep, of which CloudWatch knows nothing. */
    static AlarmNow check(String service, String name) {
        return new AlarmNow(service, name, null, true, true, new TreeMap<>());
    }

    boolean isCheck() {
        return told.isEmpty();
    }

    /** The same as one that is mailed. */
    AlarmNow mailed() {
        return new AlarmNow(service, name, contributor, false, false, told);
    }

    private static Map<String, String> gaps(String before, String after, UnaryOperator<String> edit) {
        var gaps = new TreeMap<String, String>();
        for (var way : WAYS) {
            var sample = edit.apply(Valine.event(before + way + after));
            gaps.put(way, way.equals("sns") ? inSns(sample) : inEvent(sample));
        }
        return gaps;
    }

    private static String inEvent(String sample) {
        return sample.replaceFirst("\"value\": \"ALARM\"", "\"value\": \"@STATE@\"")
                .replaceFirst("\"value\": \"OK\"", "\"value\": \"@BEFORE@\"")
                .replaceFirst("\"timestamp\": \"[^\"]*\"", "\"timestamp\": \"@AT@\"")
                .replaceFirst("\"configuration\": \\{", "@MUTE@\"configuration\": {");
    }

    private static String inSns(String sample) {
        return sample.replaceFirst("NewStateValue\\\\\":\\\\\"ALARM", "NewStateValue\\\\\":\\\\\"@STATE@")
                .replaceFirst("OldStateValue\\\\\":\\\\\"OK", "OldStateValue\\\\\":\\\\\"@BEFORE@")
                .replaceFirst("StateChangeTime\\\\\":\\\\\"[^\\\\]*", "StateChangeTime\\\\\":\\\\\"@AT@");
    }

    /** The whole name that CloudWatch knows. */
    String alarm() {
        return PREFIX + name;
    }

    /** Itself as its first way tells of it: what it watches, and its threshold. */
    Transition transition() {
        return new MessageReader()
                .read(told(true, WAYS.getFirst(), Instant.EPOCH, null), Instant.EPOCH).stream()
                        .filter(Received.Alarmed.class::isInstance)
                        .map(received -> ((Received.Alarmed) received).transition())
                        .findFirst()
                        .orElseThrow();
    }

    /** CloudFront's alarms live in us-east-1. */
    Place place() {
        return service.equals("frontend") ? new Place(Production.PLACE.account(), "us-east-1") : Production.PLACE;
    }

    /** What it is called in a trace. */
    String title() {
        return contributor == null ? name : name + " " + contributor;
    }

    /** What one of the ways brings of a move at the instant. */
    String told(boolean inAlarm, String way, Instant at, @Nullable Instant mutedUntil) {
        return told.getOrDefault(way, "")
                .replace("@STATE@", inAlarm ? "ALARM" : "OK")
                .replace("@BEFORE@", inAlarm ? "OK" : "ALARM")
                .replace("@AT@", INSTANT.format(at))
                .replace("@MUTE@", mutedUntil == null ? "" : mute(at, mutedUntil));
    }

    private static String mute(Instant at, Instant until) {
        return """
                "muteDetail": {
                  "mutedByArn": "arn:aws:cloudwatch:us-west-2:111122223333:alarm-mute-rule:deployment",
                  "muteWindowStart": "%s", "muteWindowEnd": "%s" },
                """.formatted(INSTANT.format(at.minusSeconds(1)), INSTANT.format(until));
    }
}
