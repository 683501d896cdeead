package tocsin.local.template;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the template deploys, as far as one machine runs it; parts name each other by ARN. */
public record Deployment(
        Place place,
        List<Queue> queues,
        List<Table> tables,
        List<Topic> topics,
        List<Subscription> subscriptions,
        List<Rule> rules,
        List<Function> functions,
        List<SetAlarm> setAlarms,
        Optional<String> alarmActionFunction) {
    public Deployment {
        queues = List.copyOf(queues);
        tables = List.copyOf(tables);
        topics = List.copyOf(topics);
        subscriptions = List.copyOf(subscriptions);
        rules = List.copyOf(rules);
        functions = List.copyOf(functions);
        setAlarms = List.copyOf(setAlarms);
    }

    /** @param logicalName by which the template calls it */
    public record Queue(
            String logicalName,
            String name,
            String arn,
            String url,
            Duration visibility,
            Duration delay,
            Duration retention,
            Optional<Redrive> redrive) {}

    /** Where a message goes that was received too often. */
    public record Redrive(String deadLettersArn, int maxReceiveCount) {}

    /**
     * A table with its keys and indexes.
     *
     * @param types of the attributes that are keys of something: S, N or B
     * @param streamView what the stream carries; empty where there is no stream
     * @param expiry the attribute by which rows expire
     */
    public record Table(
            String logicalName,
            String name,
            String streamArn,
            Map<String, String> types,
            List<KeyPart> keys,
            List<Index> indexes,
            Optional<String> streamView,
            Optional<String> expiry) {
        public Table {
            types = Collections.unmodifiableMap(new TreeMap<>(types));
            keys = List.copyOf(keys);
            indexes = List.copyOf(indexes);
        }
    }

    /** @param type HASH or RANGE */
    public record KeyPart(String attribute, String type) {}

    public record Index(String name, List<KeyPart> keys, String projection) {
        public Index {
            keys = List.copyOf(keys);
        }
    }

    public record Topic(String logicalName, String arn) {}

    /** @param raw whether the message comes without SNS's envelope */
    public record Subscription(String topicArn, String queueArn, boolean raw, Optional<String> deadLettersArn) {}

    /** @param pattern in JSON */
    public record Rule(String logicalName, String pattern, List<Target> targets) {
        public Rule {
            targets = List.copyOf(targets);
        }
    }

    /** A schedule by which an alarm is set to a state, as it stands in template.yaml. */
    public record SetAlarm(Place place, String name, String expression, String zone, String alarm, String state) {}

    public record Target(String queueArn, Optional<String> deadLettersArn) {}

    /**
     * A function and what calls it.
     *
     * @param arn with its alias, by which it is called
     */
    public record Function(
            String logicalName,
            Place place,
            String name,
            String arn,
            String handler,
            Duration timeout,
            int memory,
            Map<String, String> environment,
            Async async,
            List<Source> sources) {
        public Function {
            environment = Collections.unmodifiableMap(new TreeMap<>(environment));
            sources = List.copyOf(sources);
        }

        /** Its variables may hold what nobody should read in a log. */
        @Override
        public String toString() {
            return "Function[" + logicalName + "]";
        }
    }

    /** What becomes of calls for which nobody waits. */
    public record Async(int retries, Duration maximumAge, Optional<String> onFailureArn) {}

    /** What calls a function. */
    public sealed interface Source {
        record FromQueue(String queueArn, int batchSize, Duration window, int concurrency, boolean partial)
                implements Source {}

        record FromStream(
                String streamArn,
                int batchSize,
                List<String> patterns,
                boolean bisect,
                int retries,
                boolean partial,
                Optional<String> onFailureArn)
                implements Source {
            public FromStream {
                patterns = List.copyOf(patterns);
            }
        }

        /** @param input what the function gets; empty for the scheduler's own event */
        record OnSchedule(Place place, String name, String expression, String zone, Optional<String> input)
                implements Source {}

        /** @param open whether anybody may call */
        record OnRequest(String method, String path, boolean open) implements Source {}
    }
}
