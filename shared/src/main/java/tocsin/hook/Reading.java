package tocsin.hook;

import java.util.List;

/** What a call turned out to say. */
public sealed interface Reading {
    /** Something is wrong, or well again. */
    record Reports(List<Report> reports) implements Reading {
        public Reports {
            reports = List.copyOf(reports);
        }
    }

    /** Well formed, and nothing to us: taken, or it would come again. */
    record Ignored(String because) implements Reading {}

    /** Not what was expected. */
    record Unreadable(String because) implements Reading {}
}
