package tocsin.local.product;

import tocsin.PortFailure;
import tocsin.PortFailure.Kind;

/** An API that refuses the next requests as too many, once it was told to. */
final class Crowded {
    private int refuses;

    void next(int requests) {
        refuses = requests;
    }

    /** To be called first by every request. */
    void request() {
        if (refuses > 0) {
            refuses--;
            throw new PortFailure(Kind.THROTTLED, "Rate exceeded");
        }
    }
}
