package tocsin.local.product;

import java.time.Instant;
import java.util.Optional;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Datapoint;

/**
 * An alarm came into a state.
 *
 * @param newest the datapoint by which it was judged
 * @param at when it was judged
 */
record AlarmMoved(MeasuredAlarm alarm, Standing before, AlarmState state, Optional<Datapoint> newest, Instant at) {
    /** What an alarm was before, since when, and why. */
    record Standing(AlarmState state, Instant since, String reason) {
        /** One that was there, and well, before anybody looked: nothing tells of it. */
        static Standing well(Instant since) {
            return new Standing(AlarmState.OK, since, "Threshold not crossed");
        }

        /** As CloudWatch makes an alarm. */
        static Standing created(Instant at) {
            return new Standing(AlarmState.INSUFFICIENT_DATA, at, "Unchecked: Initial alarm creation");
        }
    }

    Standing after() {
        return new Standing(state, at, reason());
    }

    String reason() {
        return newest.map(this::crossed).orElse("Insufficient Data: 1 datapoint was unknown.");
    }

    private String crossed(Datapoint point) {
        var crossed = state == AlarmState.ALARM ? "was greater than" : "was not greater than";
        var moved = before.state() + " -> " + state;
        return "Threshold Crossed: 1 out of the last 1 datapoints [" + point.value() + " ("
                + Stamps.inReasons(point.at()) + ")] " + crossed + " the threshold (" + alarm.threshold()
                + ") (minimum 1 datapoint for " + moved + " transition).";
    }
}
