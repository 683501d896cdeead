package tocsin.command;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.local.product.Doors;
import tocsin.local.product.Leak;
import tocsin.local.product.Product;
import tocsin.local.product.ProductApi;
import tocsin.local.product.Visit;

/** Somebody opens connections to the real PostgreSQL and forgets them. */
final class PoolScenario implements Scenario {
    private static final long LEAKED_UNTIL = 90;

    private final boolean full;
    private Optional<Leak> leak = Optional.empty();
    private boolean again;

    /** @param full whether every connection is taken, so that the API has none */
    PoolScenario(boolean full) {
        this.full = full;
    }

    @Override
    public String service() {
        return "prod/db";
    }

    @Override
    public String alarm() {
        return Product.CONNECTIONS;
    }

    @Override
    public Visit visit(Product product) {
        return product.visitor().health();
    }

    @Override
    public List<String> introduction() {
        return List.of(
                "DatabaseConnections is read from pg_stat_activity over a connection in a reserved slot, which it"
                        + " does not count.");
    }

    @Override
    public List<Substitute> substitutes(Doors doors) {
        return List.of(new Substitute(
                "connection-pool", "idle", "idle-for", "5s", "ten minutes of PostgreSQL's are ten of yours"));
    }

    /** Nobody is quick enough: what was idle for less would not be ended. */
    @Override
    public Duration approveAfter() {
        return Duration.ofSeconds(6);
    }

    @Override
    public void happen(Scene scene, boolean helped) throws SQLException {
        var product = scene.product();
        var opened = new Leak(product.database().application());
        leak = Optional.of(opened);
        if (full) {
            product.api().closePool();
            var refused = opened.openAll();
            product.api().openPool();
            scene.narrator()
                    .tell(
                            "leak",
                            "somebody opened " + opened.size()
                                    + " connections and forgot them; the next one was refused: SQLSTATE "
                                    + refused.getSQLState() + ", " + refused.getMessage());
        } else {
            opened.open(LEAKED_UNTIL - product.connections());
            scene.narrator().tell("leak", "somebody opened " + opened.size() + " connections and forgot them");
        }
        scene.tell("PostgreSQL has " + product.connections() + " connections open");
        again = !helped;
    }

    @Override
    public void meanwhile(Product product) {
        var open = product.connections();
        if (again && open > 0 && open < LEAKED_UNTIL) { // 0: they could not be counted
            leak.orElseThrow().openUpTo(LEAKED_UNTIL - open);
        }
    }

    @Override
    public Map<String, String> figures(Product product) {
        return Map.of(
                "connections",
                leak.map(Leak::size).orElse(0) + " leaked; now " + product.connections() + " open, of which "
                        + ProductApi.POOL + " are the API's");
    }

    @Override
    public void end() {
        leak.ifPresent(Leak::close);
    }
}
