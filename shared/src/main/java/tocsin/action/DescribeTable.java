package tocsin.action;

import java.util.List;
import java.util.Map;
import tocsin.action.Outcome.Done;

/** Whether a DynamoDB table exists and answers. */
final class DescribeTable implements Action {
    private static final String TABLE = "table";
    private static final String STATUS = "status";

    @Override
    public String name() {
        return "dynamodb.describe";
    }

    @Override
    public String about() {
        return "Reads the table's status.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(TABLE));
    }

    @Override
    public List<String> outputs() {
        return List.of(STATUS);
    }

    @Override
    public List<String> permissions() {
        return List.of("dynamodb:DescribeTable");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("read how the table " + task.text(TABLE) + " stands");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var state = task.cloud().keyTables().describe(task.place(), task.text(TABLE), task.timeout());
        return new Done(
                "the table " + task.text(TABLE) + " is " + state.status() + ", with some " + state.items() + " items",
                Map.of(STATUS, state.status()));
    }
}
