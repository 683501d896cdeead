package tocsin.tests.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tocsin.action.Outcome;
import tocsin.cloud.Database.Reply;
import tocsin.cloud.Database.Request;

/**
 * What is asked of the database, and asked again. That PostgreSQL itself keeps to what is assumed here, with the
 * function that enters it, is DatabaseHandlerTest's.
 */
class PostgresActionsTest {
    private static final String DATABASE = "project-valine-prod";

    private final List<Stage> stages = new ArrayList<>();
    private final List<List<String>> done = new ArrayList<>();

    private Stage stage(String action, String... parameters) {
        var stage = new Stage(action, parameters);
        var changes = new ArrayList<String>();
        var vacuumed = new HashSet<String>();
        stage.cloud.instances.create(DATABASE, "db.t4g.medium", 100, true, Stage.ALLOWED);
        stage.database.answering(request -> answer(request, changes, vacuumed));
        stages.add(stage);
        done.add(changes);
        return stage;
    }

    private static Reply answer(Request request, List<String> changes, Set<String> vacuumed) {
        if (request.operation().equals("end-idle-connections")) {
            var ended = changes.isEmpty() ? 83L : 0L;
            if (ended > 0) {
                changes.add("ended " + ended);
            }
            return new Reply(null, 10L, 0L, 100L, ended);
        }
        if (vacuumed.add(request.run() + " since " + request.since())) {
            changes.add("vacuumed " + request.table());
        }
        return new Reply(null, null, null, null, null, null, null, null, request.table(), null);
    }

    private List<String> changes(Stage stage) {
        return done.get(stages.indexOf(stage));
    }

    private Stage idle() {
        return stage("postgres.end-idle-connections", "database", DATABASE, "idle-for", "10m");
    }

    private Stage vacuum() {
        return stage("postgres.vacuum-analyze", "database", DATABASE, "table", "posts");
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_idle_connections_are_ended_once() {
        var calls = Stage.crashedEverywhere(this::idle, (stage, outcome) -> {
            assertThat(outcome)
                    .isEqualTo(new Outcome.Done(
                            "ended those that were idle for more than 10 min; now project-valine-prod has 10 of 100"
                                    + " connections open, 0 of them idle",
                            Map.of("count", "10", "idle", "0", "limit", "100")));
            assertThat(changes(stage)).containsExactly("ended 83");
        });
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_a_table_is_vacuumed_once() {
        var calls = Stage.crashedEverywhere(this::vacuum, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("vacuumed and analyzed posts of project-valine-prod");
            assertThat(changes(stage)).containsExactly("vacuumed posts");
        });
        assertThat(calls).isEqualTo(1);
    }
}
