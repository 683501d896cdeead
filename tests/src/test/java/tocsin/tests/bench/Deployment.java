package tocsin.tests.bench;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import tocsin.state.Queues.Queue;
import tocsin.tests.template.Template;

/** What template.yaml says of what costs money. */
record Deployment(Template template) {
    private static final Pattern RATE = Pattern.compile("rate\\(([0-9]+) (minute|hour|day)s?\\)");

    static Deployment ours() {
        return new Deployment(Template.ours());
    }

    /**
     * A call by the clock.
     *
     * @param input what the function gets
     */
    record Call(String function, String input, Duration every) {
        double in(Duration time) {
            return time.toMillis() / (double) every.toMillis();
        }
    }

    int megabytes(String function) {
        return template.of(template.named(function), "/MemorySize").asInt();
    }

    List<Call> calls() {
        return template.events("ScheduleV2").stream()
                .map(event -> new Call(
                        event.function().name(),
                        event.at("/Input").asText("{}"),
                        every(event.text("/ScheduleExpression"))))
                .toList();
    }

    static Duration every(String expression) {
        var matcher = RATE.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no rate: " + expression);
        }
        var count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** How many queues Lambda polls for the functions. */
    int polled() {
        return template.events("SQS").size();
    }

    /** How many messages of a queue come in one call, at the most. */
    int batch(Queue queue) {
        return template.events("SQS").stream()
                .filter(event -> event.text("/Queue").equalsIgnoreCase(queue.name() + "Queue.Arn"))
                .findFirst()
                .orElseThrow()
                .at("/BatchSize")
                .asInt();
    }

    /** How many changes of the table are looked through for one call, at the most. */
    int changes() {
        return stream().at("/BatchSize").asInt();
    }

    /** Which changes come to a call at all. */
    String filter() {
        return stream().text("/FilterCriteria/Filters/0/Pattern");
    }

    private Template.Event stream() {
        return template.events("DynamoDB").getFirst();
    }

    /** Our own alarms; each watches one metric. */
    int alarms() {
        return template.all("AWS::CloudWatch::Alarm").size();
    }

    int keepsLogs() {
        return template.root().at("/Parameters/LogRetentionDays/Default").asInt();
    }

    /** One line of the API's log, as long as its form. */
    int apiLine() {
        return template.named("Api").text("/AccessLogSettings/Format").length();
    }
}
