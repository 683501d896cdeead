package tocsin.alarm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;

/**
 * EventBridge's news from AWS Health. Its fields are those of the User Guide's "AWS Health events Amazon EventBridge
 * schema"; older events lack the account, the Region and the pages, which are then those of the event itself.
 */
record HealthEvent(Fields event) {
    private static final List<String> TYPES = List.of("AWS Health Event", "AWS Health Abuse Event");
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_TEXT = 600;
    private static final int MOST_PAGES = 1_000;

    static boolean isTold(String type) {
        return TYPES.contains(type);
    }

    Received received(Instant now) {
        var detail = event.fields("detail");
        var account = either(detail.text("affectedAccount"), event.text("account"));
        var region = either(detail.text("eventRegion"), event.text("region"));
        var service = detail.text("service");
        var code = detail.text("eventTypeCode");
        if (account == null || region == null || service == null || code == null) {
            return new Received.Unreadable(
                    false, null, "an event of AWS Health, and what it is of, or where, is missing");
        }
        var arn = first(detail.text("eventArn"), code);
        var at = at(detail, now);
        var id = first(detail.text("communicationId"), arn + " " + at);
        var category = first(detail.text("eventTypeCategory"), "accountNotification");
        var over = isOver(detail, now);
        return new Received.Health(
                said(id),
                said(arn),
                said(account),
                said(region),
                said(service),
                said(code),
                said(category),
                "PUBLIC".equals(detail.text("eventScopeCode")),
                over,
                at,
                number(detail.text("page")),
                number(detail.text("totalPages")),
                entities(detail),
                description(detail),
                "AWS Health tells of %s in %s (%s, %s): %s%s, as of %s"
                        .formatted(
                                said(service),
                                said(region),
                                said(category),
                                said(account),
                                said(code),
                                over ? ", over" : "",
                                Said.time(at)));
    }

    private Instant at(Fields detail, Instant now) {
        var at = Stream.of(time(detail.text("lastUpdatedTime")), Timestamps.read(event.text("time")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(now);
        return at.isAfter(now) ? now : at;
    }

    /** By its status; where there is none, by its end. */
    private static boolean isOver(Fields detail, Instant now) {
        var status = detail.text("statusCode");
        var end = time(detail.text("endTime"));
        return status == null ? end != null && !end.isAfter(now) : status.equalsIgnoreCase("closed");
    }

    private List<String> entities(Fields detail) {
        var entities = new LinkedHashSet<String>();
        detail.list("affectedEntities").stream()
                .map(entity -> entity.text("entityValue"))
                .filter(Objects::nonNull)
                .map(HealthEvent::said)
                .forEach(entities::add);
        event.texts("resources").stream()
                .filter(resource -> !resource.isBlank())
                .limit(MOST_PAGES)
                .map(HealthEvent::said)
                .forEach(entities::add);
        return List.copyOf(entities);
    }

    private static String description(Fields detail) {
        var all = detail.list("eventDescription");
        return all.stream()
                .filter(each -> first(each.text("language"), "").startsWith("en"))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(each -> each.text("latestDescription"))
                .map(text -> Texts.fit(text.replaceAll("\\s+", " ").strip(), LONGEST_TEXT))
                .orElse("");
    }

    /** A page's number, which is written as text; 1 where there is none. */
    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Math.clamp(Integer.parseInt(text), 1, MOST_PAGES) : 1;
    }

    /** "Fri, 27 Jan 2023 06:02:51 GMT"; AWS's own samples name a day that the date was not. */
    static @Nullable Instant time(@Nullable String text) {
        if (text == null || text.length() > LONGEST_NAME) {
            return null;
        }
        try {
            var dayless = text.replaceFirst("^[A-Za-z]{3}, *", "");
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(dayless, Instant::from);
        } catch (DateTimeException _) {
            return Timestamps.read(text);
        }
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static String first(@Nullable String one, String otherwise) {
        return one == null ? otherwise : one;
    }

    private static String said(String text) {
        return Texts.fit(text, LONGEST_NAME);
    }
}
