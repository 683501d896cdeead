package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tocsin.alarm.Received;
import tocsin.config.Stage;

/**
 * One telling of AWS Health, its pages put together.
 *
 * @param id of the telling; with the account it tells one from every other
 * @param event what is told of, the same as often as it is told anew
 * @param heardAt when its first page came
 * @param seen the pages that came
 * @param entities what is affected, as far as pages said: the first few
 * @param others how many more are
 * @param joined the services whose incidents it belongs to
 */
@Json
public record Issue(
        String id,
        String event,
        String account,
        String region,
        String service,
        String code,
        String category,
        boolean everybody,
        boolean over,
        Instant at,
        Instant heardAt,
        List<Integer> seen,
        int pages,
        List<String> entities,
        int others,
        List<String> joined,
        String says) {
    /** Of which no end was told stands for so long after it was told. */
    public static final Duration STANDS = Duration.ofHours(24);

    private static final int MOST_ENTITIES = 5;
    private static final String ISSUE = "issue";

    public Issue {
        seen = List.copyOf(seen);
        others += Math.max(0, entities.size() - MOST_ENTITIES);
        entities = List.copyOf(entities.subList(0, Math.min(MOST_ENTITIES, entities.size())));
        joined = List.copyOf(joined);
    }

    /** Its first page, as it came. */
    public static Issue of(Received.Health told, Instant now) {
        return new Issue(
                told.id(),
                told.event(),
                told.account(),
                told.region(),
                told.service(),
                told.code(),
                told.category(),
                told.everybody(),
                told.over(),
                told.at(),
                now,
                List.of(),
                told.pages(),
                List.of(),
                0,
                List.of(),
                told.says());
    }

    /** With one more page. */
    public Issue with(Received.Health page, List<String> joins) {
        return new Issue(
                id,
                event,
                account,
                region,
                service,
                code,
                category,
                everybody,
                over,
                at,
                heardAt,
                Stream.concat(seen.stream(), Stream.of(page.page()))
                        .distinct()
                        .sorted()
                        .toList(),
                Math.max(pages, page.pages()),
                Stream.concat(entities.stream(), page.entities().stream())
                        .distinct()
                        .toList(),
                others,
                Stream.concat(joined.stream(), joins.stream())
                        .distinct()
                        .sorted()
                        .toList(),
                says);
    }

    /** Whether it is this telling, which may be another page of it, or a copy. */
    public boolean is(Received.Health told) {
        return id.equals(told.id()) && account.equals(told.account());
    }

    /** Whether it tells of the same. */
    public boolean isAbout(Issue other) {
        return event.equals(other.event) && account.equals(other.account);
    }

    /** Whether what the other tells of is over by this, which was told later. */
    public boolean ends(Issue other) {
        return over && isAbout(other) && !at.isBefore(other.at);
    }

    /** Whether all of its pages came. */
    public boolean whole() {
        return seen.size() >= pages;
    }

    /** Whether something is wrong with AWS by it, where this stage is. */
    public boolean stands(Stage stage, Instant now) {
        return category.equals(ISSUE)
                && !over
                && at.plus(STANDS).isAfter(now)
                && (everybody || account.equals(stage.account()))
                && (region.equals("global") || stage.regions().contains(region));
    }

    /** The same, said to be over. */
    public Issue ended() {
        return new Issue(
                id, event, account, region, service, code, category, everybody, true, at, heardAt, seen, pages,
                entities, others, joined, says);
    }

    /** What is affected, for people. */
    public String affected() {
        return entities.isEmpty()
                ? "not named"
                : String.join(", ", entities) + (others > 0 ? ", and " + others + " more" : "");
    }

    /** How sentences name it. */
    public String said() {
        return service + " in " + region + ": " + code;
    }
}
