package tocsin.runbook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Series;
import tocsin.alarm.Transition;

/** Whether CloudWatch itself says what a message said: a message alone changes nothing. */
sealed interface Confirmation {
    String says();

    record Confirmed(String says) implements Confirmation {}

    record Denied(String says) implements Confirmation {}

    /** Asks CloudWatch, and judges. */
    static Confirmation ask(CloudWatch cloudWatch, Transition transition, Instant now) {
        var place = transition.place();
        if (place == null) {
            return new Denied("the message names no account or no Region where CloudWatch could be asked");
        }
        var alarm = cloudWatch.alarm(place, transition.alarm());
        var muted = alarm != null && alarm.state() == AlarmState.ALARM && cloudWatch.muted(place, transition.alarm());
        var series = alarm == null || alarm.metrics().isEmpty()
                ? List.<Series>of()
                : cloudWatch.read(place, alarm.metrics(), Breach.freshFrom(alarm, now), now);
        return judge(transition.alarm(), alarm, muted, series, now);
    }

    /**
     * Judges what CloudWatch said.
     *
     * @param alarm null where there is none of that name
     */
    static Confirmation judge(
            String name, @Nullable AlarmStatus alarm, boolean muted, List<Series> series, Instant now) {
        if (alarm == null) {
            return new Denied("CloudWatch knows no alarm " + name);
        }
        if (alarm.state() != AlarmState.ALARM) {
            return new Denied(
                    "CloudWatch says that " + name + " is " + alarm.state() + " since " + Said.time(alarm.since()));
        }
        if (muted) {
            return new Denied("a mute rule holds " + name);
        }
        if (alarm.suppressedBy() != null) {
            return new Denied(name + " is suppressed by " + alarm.suppressedBy());
        }
        if (alarm.metrics().isEmpty()) { // a composite alarm: its state is all there is
            return new Confirmed("CloudWatch says that " + name + " is in ALARM since " + Said.time(alarm.since()));
        }
        return switch (Breach.last(alarm, series, Breach.freshFrom(alarm, now))) {
            case Breach.Judged.Unknown(var why) -> new Denied(name + " is in ALARM, but " + why);
            case Breach.Judged.Known(var breach) ->
                breach.breaching()
                        ? new Confirmed("CloudWatch confirms " + name + ": " + breach.says())
                        : new Denied(name + " is in ALARM, but is breaching no more: " + breach.says());
        };
    }
}
