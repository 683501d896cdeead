package tocsin.local.product;

import java.util.List;

/**
 * What is asked of the database's processor. Here a class does twice the work of the class below it, which is simpler
 * than it is: it is made to show what a measurement does, not what an instance can.
 */
public final class Demand {
    private static final List<String> CLASSES =
            List.of("db.t4g.micro", "db.t4g.small", "db.t4g.medium", "db.t4g.large", "db.t4g.xlarge");
    private static final double USUAL = 1;
    private static final double WHOLE = 100;
    private static final double MOST_OF_IT = 97;

    private double demand = USUAL;
    private boolean endless;

    /** From now on so much is asked: 1 is a quarter of what a medium instance can. */
    public synchronized void rise(double to) {
        demand = to;
    }

    /** From now on whatever there is is used up, as by a query that never ends. */
    public synchronized void rise() {
        endless = true;
    }

    /** In percent. */
    synchronized double of(String instanceClass) {
        var can = Math.pow(2, Math.max(0, CLASSES.indexOf(instanceClass)));
        return endless ? MOST_OF_IT : Math.min(MOST_OF_IT, WHOLE * demand / can);
    }
}
