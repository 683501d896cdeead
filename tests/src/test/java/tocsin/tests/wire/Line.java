package tocsin.tests.wire;

import java.net.URI;
import java.time.Duration;

/** A wire from a function to what it calls, and what goes wrong on it. */
interface Line {
    /** Where the function finds the other end. */
    URI address();

    /** From here on each answer is that late. */
    void slow(Duration answers);

    /** From here on connections stand, and what is asked does not arrive. */
    void deaf();

    /** From here on a connection is reset once something is asked. */
    void resets();

    /** Ends every connection with what is on it; new ones stand again. */
    void cut();

    /** From here on something else is at its end. */
    void leadsTo(URI other);

    /** All is well again. */
    void mend();
}
