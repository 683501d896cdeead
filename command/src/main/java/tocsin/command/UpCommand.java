package tocsin.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.local.product.Doors;
import tocsin.local.product.Product;
import tocsin.local.product.Site;

/** Runs the whole deployment on this machine until it is told to stop. */
@Command(
        name = "up",
        description = "Runs everything on 127.0.0.1, with a product to watch, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    /** How Tocsin enters the database that is on this machine. */
    static final Map<String, String> LOGIN = Map.of("services.db.resources.login", "secret:" + Product.SECRET);

    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_SPEED = 60;

    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--port", paramLabel = "PORT", description = "Of the HTTP API (${DEFAULT-VALUE}); 0: any free one.")
    private int port = 8420;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder that keeps everything (${DEFAULT-VALUE}).")
    private Path data = Path.of(".tocsin", "data");

    @Option(names = "--speed", paramLabel = "N", description = "How many times as fast the clock runs: 1 to 60.")
    private int speed = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new WrongUse("--port: " + port + " is no port; expected 0 to " + HIGHEST_PORT);
        }
        if (speed < 1 || speed > HIGHEST_SPEED) {
            throw new WrongUse("--speed: " + speed + "; expected 1 to " + HIGHEST_SPEED);
        }
        configuration.read(); // what is wrong there is told before anything starts
        var out = spec.commandLine().getOut();
        Running.untilStopped(() -> start(out), site -> out.println("ready " + site.address()));
        return 0;
    }

    private Site start(PrintWriter out) {
        return Running.started(new Site.Settings(
                ConfigurationOptions.root(), data, port, speed, this::rules, text -> print(out, text), true));
    }

    /** Values that only the product knows which runs here. */
    static Map<String, String> addresses(Doors doors) {
        var addresses = new TreeMap<String, String>();
        addresses.put("API_URL", doors.apiAddress().toString());
        addresses.put("FRONT_URL", doors.frontAddress().toString());
        addresses.put("DISCORD_API", doors.discordAddress().toString());
        return addresses;
    }

    private Site.Rules rules(Doors doors) {
        var read = configuration.read(addresses(doors), LOGIN);
        return new Site.Rules(read.configuration(), read.runbooks());
    }

    private static void print(PrintWriter out, String text) {
        out.println(IncidentPrinter.clean(text));
        out.flush();
    }
}
