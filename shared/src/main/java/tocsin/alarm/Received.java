package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one message turned out to be. Nothing is thrown away: what is no alarm says so, and why. */
public sealed interface Received {
    /** A sentence: what was read, or what is wrong with it. */
    String because();

    /** An alarm moved. */
    record Alarmed(Transition transition, String because) implements Received {}

    /** An alarm was deleted; its signals end. */
    record Deleted(AlarmId id, String alarm, Instant at, String because) implements Received {}

    /**
     * Something went live, as AWS tells it.
     *
     * @param resource what is named, as the resources in tocsin.yaml are: "function", "stack" or "codedeploy"
     * @param alias of the function, where that was moved
     * @param by who did it, or which service of AWS tells
     * @param told the event's own id
     */
    record Deployed(
            String account,
            String region,
            String resource,
            String name,
            @Nullable String alias,
            String version,
            Instant at,
            String by,
            String told,
            String because)
            implements Received {}

    /**
     * What AWS Health tells; a long list of what is affected comes in pages, each a message.
     *
     * @param id of the telling: with the account it tells one from every other, and is the same of its pages and of the
     *     copies that come by a backup Region
     * @param event the ARN of what is told of, the same as often as it is told anew
     * @param account whose resources are affected
     * @param region the one that is affected; "global" where it is none of them
     * @param service as AWS Health writes it: "RDS"
     * @param category "issue", "investigation", "accountNotification" or "scheduledChange"
     * @param everybody whether it is told to all accounts
     * @param over whether it is said to be over
     * @param at when it was told so
     * @param page from 1
     * @param entities what is affected, as far as this page says: ARNs, ids or names
     */
    record Health(
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
            int page,
            int pages,
            List<String> entities,
            String says,
            String because)
            implements Received {
        public Health {
            entities = List.copyOf(entities);
        }
    }

    /**
     * What RDS tells of an instance or a cluster.
     *
     * @param id of the event
     * @param name of the instance or cluster
     * @param code "RDS-EVENT-0049"; null in an old form
     */
    record OfDatabase(
            String id,
            String account,
            String region,
            String name,
            @Nullable String code,
            List<String> categories,
            Instant at,
            String says,
            String because)
            implements Received {
        public OfDatabase {
            categories = List.copyOf(categories);
        }
    }

    /** What a run of ours changed, as AWS tells it: that stands in the run's own story. */
    record Ours(String because) implements Received {}

    /** Something that is well formed, or plain text, and no alarm. */
    record NotAnAlarm(String because) implements Received {}

    /**
     * Something that cannot be used.
     *
     * @param alarm whether it looks like an alarm: then somebody must be told
     * @param name the alarm's name where that much could be read
     */
    record Unreadable(boolean alarm, @Nullable String name, String because) implements Received {}
}
