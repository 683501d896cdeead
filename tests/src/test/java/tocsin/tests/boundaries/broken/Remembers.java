package tocsin.tests.boundaries.broken;

import java.util.ArrayList;
import java.util.List;

final class Remembers {
    static int seen;
    static final List<String> NAMES = new ArrayList<>();

    private Remembers() {}

    static void remember(String name) {
        seen = seen + 1;
        NAMES.add(name);
    }
}
