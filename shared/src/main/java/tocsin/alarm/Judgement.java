package tocsin.alarm;

import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a transition of what a message says about an alarm, or says why it cannot be used. */
final class Judgement {
    private static final int LONGEST_NAME = 255; // CloudWatch's own limit
    private static final int LONGEST_TEXT = 2_048; // twice CloudWatch's limit of descriptions and reasons

    private final AlarmMessage message;
    private final Instant now;

    Judgement(AlarmMessage message, Instant now) {
        this.message = message;
        this.now = now;
    }

    Received received() {
        var name = message.name();
        if (name == null || name.length() > LONGEST_NAME) {
            return unusable(name == null ? "it has no name" : "its name is longer than any alarm's can be");
        }
        var state = state(message.state());
        if (state == null) {
            return unusable(
                    message.state() == null ? "it has no state" : "no alarm has a state '" + message.state() + "'");
        }
        var transition = transition(name, state);
        return new Received.Alarmed(transition, Sentences.about(transition));
    }

    private Received unusable(String because) {
        var arn = message.arn();
        var name = message.name() == null && arn != null ? arn.name() : message.name();
        return new Received.Unreadable(
                true, clipped(name, LONGEST_NAME), "an alarm that cannot be used: " + clipped(because, LONGEST_TEXT));
    }

    private Transition transition(String name, AlarmState state) {
        var metrics = message.metrics();
        var identity = new Identity(message, name);
        var at = message.at(now);
        return new Transition(
                new AlarmId(identity.arn(), contributor()),
                name,
                Kinds.of(message, metrics),
                message.way(),
                state,
                state(message.previous()),
                at == null ? now : at,
                identity.account(),
                identity.region(),
                clipped(message.description(), LONGEST_TEXT),
                clipped(message.reason(), LONGEST_TEXT),
                metrics,
                message.threshold(),
                Datapoints.newest(message.reasonData(), message.reason()),
                message.tags(),
                message.actionsEnabled(),
                message.suppressedBy(),
                message.previouslySuppressedBy(),
                !message.mute().isEmpty(),
                Timestamps.read(message.mute().text("muteWindowEnd")),
                message.contributorAttributes());
    }

    /** A series without an id is told apart by its attributes, in an order that every copy of the message has. */
    private @Nullable String contributor() {
        var attributes = message.contributorAttributes();
        return message.contributor() == null && !attributes.isEmpty()
                ? clipped(new TreeMap<>(attributes).toString(), LONGEST_NAME)
                : clipped(message.contributor(), LONGEST_NAME);
    }

    private static @Nullable AlarmState state(@Nullable String value) {
        return Arrays.stream(AlarmState.values())
                .filter(state -> value != null && state.name().equals(value.strip()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String clipped(@Nullable String text, int longest) {
        return text == null ? null : Texts.fit(text, longest);
    }
}
