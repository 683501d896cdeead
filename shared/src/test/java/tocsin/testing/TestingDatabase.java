package tocsin.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tocsin.alarm.CloudWatch.Place;
import tocsin.runbook.Database;

/** A database as a function from request to reply; keeps every request. Until told otherwise it cannot be entered. */
public final class TestingDatabase implements Database {
    private final List<Request> requests = new ArrayList<>();
    private Function<Request, Reply> database =
            request -> new Reply("no database '" + request.database() + "'", null, null, null, null);

    private Map<String, String> tags = new TreeMap<>();

    public synchronized void answering(Function<Request, Reply> answers) {
        database = answers;
    }

    /** Every instance carries these. */
    public synchronized void tag(Map<String, String> all) {
        tags = new TreeMap<>(all);
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized Reply ask(Request request, Duration timeout) {
        requests.add(request);
        return database.apply(request);
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String instanceArn, Duration timeout) {
        return tags;
    }
}
