package tocsin.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tocsin.cloud.Database;

/** A database as a function from request to reply; keeps every request. Until told otherwise it cannot be entered. */
public final class TestingDatabase implements Database {
    private final List<Request> requests = new ArrayList<>();
    private Function<Request, Reply> database =
            request -> new Reply("no database '" + request.database() + "'", null, null, null, null);

    public synchronized void answering(Function<Request, Reply> answers) {
        database = answers;
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized Reply ask(Request request, Duration timeout) {
        requests.add(request);
        return database.apply(request);
    }
}
