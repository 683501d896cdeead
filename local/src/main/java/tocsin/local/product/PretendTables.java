package tocsin.local.product;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.KeyTables;

/** The product's tables in DynamoDB, as far as their description goes. */
public final class PretendTables implements KeyTables {
    private final Set<String> tables = new TreeSet<>();

    public synchronized void create(String table) {
        tables.add(table);
    }

    @Override
    public synchronized TableState describe(Place place, String table, Duration timeout) {
        if (!tables.contains(table)) {
            throw new PortFailure(Kind.REFUSED, "no table '" + table + "'");
        }
        var arn = "arn:aws:dynamodb:" + place.region() + ":" + place.account() + ":table/" + table;
        return new TableState(arn, "ACTIVE", 0, true);
    }
}
