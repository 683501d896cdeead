package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Stacks;

/** CloudFormation's stacks of the product, and what they went through. */
public final class PretendStacks implements Stacks {
    private final Map<String, List<StackEvent>> stacks = new TreeMap<>();

    public synchronized void create(String stack) {
        stacks.put(stack, new ArrayList<>());
    }

    /** Something befalls the stack as a whole. */
    public synchronized void tell(String stack, Instant at, String status) {
        events(stack).addFirst(new StackEvent(at, status, ""));
    }

    @Override
    public synchronized List<StackEvent> events(Place place, String stack, Duration timeout) {
        return List.copyOf(events(stack));
    }

    private List<StackEvent> events(String stack) {
        var events = stacks.get(stack);
        if (events == null) {
            throw new PortFailure(Kind.REFUSED, "no stack '" + stack + "'");
        }
        return events;
    }
}
