package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tocsin.Said;

/** EventBridge's news from RDS, of an instance or a cluster (EventBridge Events Reference, "Amazon RDS events"). */
record DatabaseEvent(Fields event) {
    private static final List<String> TYPES = List.of("RDS DB Instance Event", "RDS DB Cluster Event");
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_TEXT = 600;

    static boolean isTold(String type) {
        return TYPES.contains(type);
    }

    Received received(Instant now) {
        var detail = event.fields("detail");
        var id = event.text("id");
        var account = event.text("account");
        var region = event.text("region");
        var name = detail.text("SourceIdentifier");
        if (id == null || account == null || region == null || name == null) {
            return new Received.Unreadable(false, null, "an event of RDS, and which database it is of is missing");
        }
        var at = Stream.of(Timestamps.read(detail.text("Date")), Timestamps.read(event.text("time")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(now);
        var told = at.isAfter(now) ? now : at;
        var message = detail.text("Message");
        var says =
                message == null ? "" : Texts.fit(message.replaceAll("\\s+", " ").strip(), LONGEST_TEXT);
        var code = detail.text("EventID");
        return new Received.OfDatabase(
                said(id),
                said(account),
                said(region),
                said(name),
                code == null ? null : said(code),
                detail.texts("EventCategories").stream()
                        .limit(10)
                        .map(DatabaseEvent::said)
                        .toList(),
                told,
                says,
                "RDS tells of %s in %s: %s, as of %s"
                        .formatted(said(name), said(region), code == null ? says : said(code), Said.time(told)));
    }

    private static String said(String text) {
        return Texts.fit(text, LONGEST_NAME);
    }
}
