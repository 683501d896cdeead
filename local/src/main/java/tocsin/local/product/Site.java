package tocsin.local.product;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import tocsin.alarm.CloudWatch.Place;
import tocsin.config.Configuration;
import tocsin.local.Local;
import tocsin.local.Options;
import tocsin.local.ScaledClock;
import tocsin.local.data.Up;
import tocsin.local.template.World;
import tocsin.runbook.Runbooks;

/** One machine on which Tocsin runs together with the product that it watches. */
public final class Site implements AutoCloseable {
    private static final String STACK = "tocsin";
    private static final String STAGE = "prod";

    private final Local local;
    private final Product product;

    private Site(Local local, Product product) {
        this.local = local;
        this.product = product;
    }

    /** What the functions decide and act by. */
    public record Rules(Configuration configuration, Runbooks runbooks) {}

    /**
     * What to start, and how.
     *
     * @param root the project's folder: template.yaml is there, and .tocsin
     * @param data the folder that keeps everything
     * @param port of the HTTP API; 0 for any that is free
     * @param speed 1 to 60
     * @param rules once the product's addresses are known
     * @param printer told what people would see: mail, SMS
     * @param pretends whether channels whose secrets are not known here are stood in for
     */
    public record Settings(
            Path root,
            Path data,
            int port,
            int speed,
            Function<Doors, Rules> rules,
            Consumer<String> printer,
            boolean pretends) {}

    /**
     * Starts everything; when this returns, it is up.
     *
     * @throws tocsin.local.data.DataInUse where somebody else runs on the data
     * @throws tocsin.local.http.PortInUse where somebody else listens on the port
     * @throws tocsin.local.template.TemplateRefused naming the line of the template that is not understood
     */
    public static Site start(Settings settings) {
        var doors = Doors.open();
        try {
            var rules = settings.rules().apply(doors);
            var world = world(rules.configuration());
            var made = new AtomicReference<Product>();
            var options = Options.of(
                            settings.root().resolve("template.yaml"),
                            settings.data(),
                            world,
                            rules.configuration(),
                            (clock, data) -> {
                                made.set(product(settings, doors, world, clock, data));
                                return made.get();
                            })
                    .withRunbooks(rules.runbooks())
                    .withPort(settings.port())
                    .withSpeed(settings.speed())
                    .withPrinter(settings.printer())
                    .pretending(settings.pretends());
            var local = Local.start(options);
            made.get().begin(local::send);
            return new Site(local, made.get());
        } catch (RuntimeException | Error e) {
            doors.close();
            throw e;
        }
    }

    private static Product product(Settings settings, Doors doors, World world, ScaledClock clock, Path data) {
        var binaries = settings.root().resolve(".tocsin").resolve("postgresql");
        var place = new Place(world.account(), world.region());
        var topic = "arn:aws:sns:" + world.region() + ":" + world.account() + ":" + world.stack() + "-AlarmsTopic";
        return Product.start(new Product.Settings(doors, binaries, place, topic), clock, data);
    }

    /** Tocsin is deployed where the product's production is. */
    private static World world(Configuration configuration) {
        var stage = configuration
                .stage(STAGE)
                .orElseGet(() -> configuration.stages().getFirst());
        return new World(
                stage.account(), stage.regions().getFirst(), STACK, Map.of("OperatorMail", "operator@example.com"));
    }

    public URI address() {
        return local.address();
    }

    /** How the command reaches it. */
    public Up up() {
        return local.up();
    }

    public Local local() {
        return local;
    }

    public Product product() {
        return product;
    }

    @Override
    public void close() {
        local.close();
    }
}
