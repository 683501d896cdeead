package tocsin.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.regions.Region;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;

/** The clients of one service, one for each Region of our own account; no role is taken on in another account. */
final class Regions<C> {
    private final Supplier<String> account;
    private final Function<Region, C> making;
    private final Map<String, C> clients = new HashMap<>();

    Regions(Supplier<String> account, Function<Region, C> making) {
        this.account = account;
        this.making = making;
    }

    C at(Place place) {
        var ours = account.get();
        if (!place.account().equals(ours)) {
            throw new PortFailure(
                    Kind.REFUSED,
                    "the account " + place.account() + " is not ours, " + ours
                            + ", and going into another account is not built");
        }
        return in(place.region());
    }

    synchronized C in(String region) {
        return clients.computeIfAbsent(region, name -> making.apply(Region.of(name)));
    }
}
