package tocsin.local.stream;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Counts each HTTP request before it is answered, by what DynamoDB is asked to do; a retry is one more. */
final class CountedRequests extends Handler.Wrapper {
    private static final String TARGET = "X-Amz-Target";

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    CountedRequests(Handler served) {
        super(served);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var target = String.valueOf(request.getHeaders().get(TARGET));
        counts.computeIfAbsent(target, _ -> new LongAdder()).increment();
        return super.handle(request, response, callback);
    }

    /** How often each was asked since the start, as "DynamoDB_20120810.GetItem". */
    Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((target, count) -> now.put(target, count.sum()));
        return now;
    }
}
