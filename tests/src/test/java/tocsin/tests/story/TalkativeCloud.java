package tocsin.tests.story;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations.HandedOver;
import tocsin.cloud.Cloud;
import tocsin.cloud.Logs;
import tocsin.cloud.StateMachines;

/** A cloud whose log and state machine say what they were better silent about. */
final class TalkativeCloud {
    static final String MACHINE = "arn:aws:states:us-west-2:111122223333:stateMachine:valine-move";

    private TalkativeCloud() {}

    static Cloud of(Cloud cloud, String says) {
        return new Cloud(
                cloud.functions(),
                cloud.instances(),
                cloud.distributions(),
                cloud.buckets(),
                cloud.gateways(),
                new Log(says),
                cloud.stacks(),
                cloud.automations(),
                new Machine(says),
                cloud.keyTables());
    }

    private record Log(String says) implements Logs {
        @Override
        public String start(
                Place place, List<String> groups, String query, Instant from, Instant to, int most, Duration timeout) {
            return "query";
        }

        @Override
        public Results results(Place place, String query, Duration timeout) {
            return new Results(Results.Status.COMPLETE, List.of(List.of(says)));
        }

        @Override
        public Lines filter(
                Place place,
                String group,
                String pattern,
                Instant from,
                Instant to,
                int most,
                @Nullable String after,
                Duration timeout) {
            return new Lines(List.of(new Line(from, says)), null);
        }
    }

    private record Machine(String says) implements StateMachines {
        @Override
        public boolean isExpress(Place place, String machine, Duration timeout) {
            return false;
        }

        @Override
        public String start(Place place, String machine, String name, String input, Duration timeout) {
            return machine + ":" + name;
        }

        @Override
        public HandedOver state(Place place, String execution, Duration timeout) {
            return new HandedOver(HandedOver.Status.FAILED, says);
        }

        @Override
        public Map<String, String> tags(Place place, String machine, Duration timeout) {
            return Map.of("tocsin", "allowed");
        }
    }
}
