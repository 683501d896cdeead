package tocsin.local.product;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations;
import tocsin.cloud.Instances;

/** Systems Manager's Automation, by its rules: the same token gives the same execution again. */
public final class PretendAutomations implements Automations {
    private final HandedOverWork work;
    private final Crowded crowded = new Crowded();
    private final Map<String, Map<String, String>> documents = new TreeMap<>();

    public PretendAutomations(InstantSource clock, Duration takes) {
        this(clock, takes, Kept.inMemory());
    }

    PretendAutomations(InstantSource clock, Duration takes, Kept<HandedOverWork.Execution> kept) {
        work = new HandedOverWork(clock, takes, kept);
    }

    /** From now on an execution takes so long. */
    public synchronized void takes(Duration time) {
        work.takes(time);
    }

    /** The next requests are refused as too many. */
    public synchronized void throttle(int requests) {
        crowded.next(requests);
    }

    public synchronized void create(String document, Map<String, String> tags) {
        documents.put(document, Instances.sorted(tags));
    }

    /** From now on the document fails, and says why. */
    public synchronized void fail(String document, String why) {
        work.fail(document, why);
    }

    public synchronized long begun(String document) {
        return work.begun(document);
    }

    @Override
    public synchronized String start(
            Place place, String document, Map<String, List<String>> parameters, String token, Duration timeout) {
        crowded.request();
        of(document);
        work.start(token, document, new TreeMap<>(parameters).toString());
        return token;
    }

    @Override
    public synchronized HandedOver state(Place place, String execution, Duration timeout) {
        crowded.request();
        return work.state(execution);
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String document, Duration timeout) {
        crowded.request();
        return of(document);
    }

    private Map<String, String> of(String document) {
        var tags = documents.get(document);
        if (tags == null) {
            throw new PortFailure(Kind.REFUSED, "no document '" + document + "'");
        }
        return tags;
    }
}
