package tocsin.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Web;

/** The outside as a function from call to answer; keeps every call. Until told otherwise nobody is there. */
public final class TestingWeb implements Web {
    private final List<Call> calls = new ArrayList<>();
    private Function<Call, Answer> site = TestingWeb::nobody;

    /** From here on this answers; it may throw a {@link PortFailure}. */
    public synchronized void answering(Function<Call, Answer> answers) {
        site = answers;
    }

    /** Gives these in turn, one a call; after them nobody is there. */
    public synchronized void answeringInTurn(Answer... answers) {
        var left = new ArrayList<>(List.of(answers));
        site = call -> left.isEmpty() ? nobody(call) : left.removeFirst();
    }

    public static Answer answer(int status, String body) {
        return new Answer(status, Map.of(), body);
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public synchronized Answer send(Call call) {
        calls.add(call);
        return site.apply(call);
    }

    private static Answer nobody(Call call) {
        throw new PortFailure(Kind.UNAVAILABLE, "nobody at " + call.uri().getHost());
    }
}
