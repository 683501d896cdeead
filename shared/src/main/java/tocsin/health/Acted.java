package tocsin.health;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.action.Actions;
import tocsin.action.Outcome;

/** Looking by an action that runbooks have, too: what it reads is one idea, and stands in one place. */
final class Acted {
    private Acted() {}

    /** What its outputs mean. */
    interface Judging {
        Seen judge(String says, Map<String, String> outputs);
    }

    static List<String> permissions(String action) {
        return Actions.BUILT.named(action).orElseThrow().permissions();
    }

    static Seen by(String action, Look look, Judging judging) {
        var outcome = Actions.BUILT.named(action).orElseThrow().act(look.task(), new TreeMap<>());
        return outcome instanceof Outcome.Done(var says, var outputs)
                ? judging.judge(says, outputs)
                : Seen.unknown(outcome.says());
    }
}
