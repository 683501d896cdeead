package tocsin.command;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.PortFailure;
import tocsin.alarm.CloudWatch.AlarmPage;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Facts;
import tocsin.command.stack.CloudWatchHere;
import tocsin.command.stack.NoStack;
import tocsin.monitoring.Drift;
import tocsin.monitoring.Drifted;
import tocsin.monitoring.Found;

/** Compares what CloudWatch has with what tocsin.yaml asks for. */
@Command(
        name = "drift",
        description = {
            "What is in CloudWatch against tocsin.yaml: missing, changed, orphaned, without action, matched by no rule,",
            "in INSUFFICIENT_DATA for days, Regions that send nothing. Exit code 1 when anything drifts."
        },
        mixinStandardHelpOptions = true)
final class DriftCommand implements Callable<Integer> {
    private static final int MOST_PAGES = 100;

    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--stage", paramLabel = "S", description = "Of this stage alone.")
    private String stage = "";

    @Option(
            names = "--aws",
            description = "CloudWatch itself, with the credentials of the AWS CLI: of their account. Else that of the"
                    + " one that runs here.")
    private boolean aws;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of the one that runs here (${DEFAULT-VALUE}).")
    private Path data = Path.of(".tocsin", "data");

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** Who lists a place's alarms, page by page. */
    private interface Listing {
        AlarmPage page(Place place, @Nullable String token);
    }

    @Override
    public Integer call() {
        var read = configuration.read();
        var stages = MonitoringCommand.monitored(read, stage);
        var listing = listing();
        var found = Drift.places(stages).stream()
                .map(place -> found(listing, place))
                .toList();
        var drifted = Drift.of(read.configuration(), stages, found, Instant.now());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Facts.line(json(drifted)));
        } else {
            drifted.forEach(each -> out.println(line(each)));
            out.println(drifted.isEmpty() ? "nothing drifts" : drifted.size() + " drifted");
        }
        return drifted.isEmpty() ? 0 : 1;
    }

    private Listing listing() {
        if (!aws) {
            return Api.on(data)::alarms;
        }
        try {
            var cloudWatch = CloudWatchHere.entered();
            return cloudWatch::alarms;
        } catch (NoStack closed) {
            throw new WrongUse(String.valueOf(closed.getMessage()));
        }
    }

    private static Found found(Listing listing, Place place) {
        var alarms = new ArrayList<ListedAlarm>();
        String token = null;
        try {
            for (var page = 0; page < MOST_PAGES; page++) {
                var answer = listing.page(place, token);
                alarms.addAll(answer.alarms());
                token = answer.next();
                if (token == null) {
                    return new Found.Listed(place, alarms);
                }
            }
            return new Found.Unread(place, "more than " + MOST_PAGES + " pages of alarms");
        } catch (PortFailure failure) {
            return new Found.Unread(place, String.valueOf(failure.getMessage()));
        }
    }

    private static String line(Drifted drifted) {
        return IncidentPrinter.clean(
                drifted.place().account() + " " + drifted.place().region() + "  "
                        + drifted.kind().word() + (drifted.alarm().isEmpty() ? "" : ": " + drifted.alarm()) + ": "
                        + drifted.says());
    }

    private static JsonObject json(List<Drifted> drifted) {
        var all = JsonArray.create();
        drifted.forEach(each -> all.add(JsonObject.create()
                .add("kind", each.kind().word())
                .add("account", each.place().account())
                .add("region", each.place().region())
                .add("alarm", each.alarm())
                .add("says", each.says())));
        return JsonObject.create().add("drifted", all);
    }
}
