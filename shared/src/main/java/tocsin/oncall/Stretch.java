package tocsin.oncall;

import java.time.Instant;

/** A time in which one and the same holds of a rota. It begins with {@code from} and has ended at {@code to}. */
public sealed interface Stretch {
    Instant from();

    Instant to();

    /** Somebody has it. */
    record Shift(Instant from, Instant to, String person, Because because) implements Stretch {}

    /** Nobody has it. */
    record Hole(Instant from, Instant to) implements Stretch {}

    /** Why somebody has it. */
    sealed interface Because {
        /**
         * It is their turn.
         *
         * @param layer the position of the layer in its rota
         * @param number counted from the layer's first day
         */
        record Turn(int layer, long number) implements Because {}

        /**
         * The calendar of the rota says so.
         *
         * @param read when it was read
         */
        record Entered(Instant read) implements Because {}

        record Overridden(ShiftOverride override) implements Because {}
    }
}
