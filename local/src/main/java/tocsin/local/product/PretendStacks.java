package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Stacks;

/** CloudFormation's stacks of the product, and what they went through. */
public final class PretendStacks implements Stacks {
    private final Kept<KeptStack> stacks;
    private final Crowded crowded = new Crowded();

    /** A stack as it is kept: what befell it, the newest first. */
    record KeptStack(List<KeptEvent> events) {
        KeptStack {
            events = List.copyOf(events);
        }

        KeptStack with(KeptEvent event) {
            var all = new ArrayList<>(events);
            all.addFirst(event);
            return new KeptStack(all);
        }
    }

    /** @param at epoch milliseconds */
    record KeptEvent(long at, String status) {}

    public PretendStacks() {
        this(Kept.inMemory());
    }

    PretendStacks(Kept<KeptStack> kept) {
        stacks = kept;
    }

    /** Makes a stack that nothing befell; one that is there stays as it is. */
    public synchronized void create(String stack) {
        if (!stacks.has(stack)) {
            stacks.put(stack, new KeptStack(List.of()));
        }
    }

    /** Something befalls the stack as a whole. */
    public synchronized void tell(String stack, Instant at, String status) {
        stacks.put(stack, of(stack).with(new KeptEvent(at.toEpochMilli(), status)));
    }

    /** The next requests are refused as too many. */
    public synchronized void throttle(int requests) {
        crowded.next(requests);
    }

    @Override
    public synchronized List<StackEvent> events(Place place, String stack, Duration timeout) {
        crowded.request();
        return of(stack).events().stream()
                .map(each -> new StackEvent(Instant.ofEpochMilli(each.at()), each.status(), ""))
                .toList();
    }

    private KeptStack of(String stack) {
        return stacks.get(stack).orElseThrow(() -> new PortFailure(Kind.REFUSED, "no stack '" + stack + "'"));
    }
}
