package tocsin.local.product;

import java.time.Duration;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.KeyTables;

/** The product's tables in DynamoDB, as far as their description goes. */
public final class PretendTables implements KeyTables {
    private final Kept<String> statuses;
    private final Crowded crowded = new Crowded();

    public PretendTables() {
        this(Kept.inMemory());
    }

    /** @param statuses DynamoDB's own word, by table */
    PretendTables(Kept<String> statuses) {
        this.statuses = statuses;
    }

    /** Makes a table that answers; one that is there stays as it is. */
    public synchronized void create(String table) {
        if (!statuses.has(table)) {
            statuses.put(table, "ACTIVE");
        }
    }

    /** From now on it stands like that, in DynamoDB's word: "CREATING", "INACCESSIBLE_ENCRYPTION_CREDENTIALS". */
    public synchronized void stands(String table, String status) {
        statuses.put(table, status);
    }

    /** Somebody deletes it. */
    public synchronized void delete(String table) {
        statuses.remove(table);
    }

    /** The next requests are refused as too many. */
    public synchronized void throttle(int requests) {
        crowded.next(requests);
    }

    @Override
    public synchronized TableState describe(Place place, String table, Duration timeout) {
        crowded.request();
        var arn = "arn:aws:dynamodb:" + place.region() + ":" + place.account() + ":table/" + table;
        return statuses.get(table)
                .map(status -> new TableState(arn, status, 0, true))
                .orElseThrow(() -> new PortFailure(Kind.REFUSED, "no table '" + table + "'"));
    }
}
