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
 * @param entities what is affected, as far as pages said: at most {@link #MOST_ENTITIES}
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
        List<String> joined,
        String says) {
    /** Of which no end was told stands for so long. */
    public static final Duration STANDS = Duration.ofHours(24);

    static final int MOST_ENTITIES = 50;
    private static final String ISSUE = "issue";

    public Issue {
        seen = List.copyOf(seen);
        entities = List.copyOf(entities);
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
                        .limit(MOST_ENTITIES)
                        .toList(),
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

    /** Whether all of its pages came. */
    public boolean whole() {
        return seen.size() >= pages;
    }

    /** Whether something is wrong with AWS by it, where this stage is. */
    public boolean stands(Stage stage, Instant now) {
        return category.equals(ISSUE)
                && !over
                && heardAt.plus(STANDS).isAfter(now)
                && (everybody || account.equals(stage.account()))
                && (region.equals("global") || stage.regions().contains(region));
    }

    /** The same, said to be over. */
    public Issue ended() {
        return new Issue(
                id, event, account, region, service, code, category, everybody, true, at, heardAt, seen, pages,
                entities, joined, says);
    }

    /** How sentences name it. */
    public String said() {
        return service + " in " + region + ": " + code;
    }
}
