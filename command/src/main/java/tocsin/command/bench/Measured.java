package tocsin.command.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What came of a benchmark.
 *
 * @param lines for a person
 * @param json for a program
 * @param within whether everything that has a bound kept it
 */
record Measured(List<String> lines, ObjectNode json, boolean within) {
    Measured {
        lines = List.copyOf(lines);
    }
}
