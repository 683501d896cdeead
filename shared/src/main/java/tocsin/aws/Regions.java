package tocsin.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.regions.Region;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;

/**
 * The clients of one service, one for each Region: of our own account, and of those that tocsin.yaml has a spoke for. By
 * whose credentials such a request is signed, its {@link Session} says.
 */
final class Regions<C> {
    private final Supplier<String> account;
    private final Spokes spokes;
    private final Function<Region, C> making;
    private final Map<String, C> clients = new HashMap<>();

    /** Of our own account alone. */
    Regions(Supplier<String> account, Function<Region, C> making) {
        this(account, Spokes.NONE, making);
    }

    Regions(Supplier<String> account, Spokes spokes, Function<Region, C> making) {
        this.account = account;
        this.spokes = spokes;
        this.making = making;
    }

    C at(Place place) {
        var ours = account.get();
        if (!place.account().equals(ours) && spokes.of(place.account()) == null) {
            throw new PortFailure(
                    Kind.REFUSED,
                    "the account " + place.account() + " is not ours, " + ours
                            + ", and tocsin.yaml has no spoke for it");
        }
        return in(place.region());
    }

    synchronized C in(String region) {
        return clients.computeIfAbsent(region, name -> making.apply(Region.of(name)));
    }
}
