package tocsin.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.config.Configuration;
import tocsin.config.Stage;
import tocsin.configure.Reading;
import tocsin.configure.WantedAlarms;
import tocsin.monitoring.Monitoring;
import tocsin.monitoring.MonitoringTemplate;

/** Makes of tocsin.yaml the CloudFormation templates of its alarms and dashboards: one for each Region. */
@Command(
        name = "monitoring",
        description = "The alarms and dashboards that tocsin.yaml asks for, as CloudFormation templates.",
        mixinStandardHelpOptions = true)
final class MonitoringCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--stage", paramLabel = "S", description = "Of this stage alone; else one for all stages.")
    private String stage = "";

    @Option(
            names = "--write",
            description = "Into monitoring.yaml, and monitoring-REGION.yaml where CloudFront's metrics live.")
    private boolean write;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var read = configuration.read();
        var stages = monitored(read, stage);
        for (var region : stages.getFirst().regions()) {
            var template = template(region, stages);
            if (write) {
                var file = file(stages.getFirst(), region);
                Files.writeString(file, template);
                spec.commandLine().getOut().println(file);
            } else {
                spec.commandLine().getOut().print(template);
            }
        }
        return 0;
    }

    private static String template(String region, List<Monitoring> stages) {
        try {
            return MonitoringTemplate.of(region, stages);
        } catch (IllegalArgumentException tooDifferent) {
            throw new WrongUse(String.valueOf(tooDifferent.getMessage()));
        }
    }

    /** What must be in CloudWatch in this stage, or in each where none is named. */
    static List<Monitoring> monitored(Reading.Read read, String stage) {
        var wanted = WantedAlarms.of(read);
        if (wanted.isEmpty()) {
            throw new WrongUse("tocsin.yaml asks for no alarms: its section 'alarms' is not there, or empty");
        }
        return stages(read.configuration(), stage).stream()
                .map(each -> Monitoring.of(read.configuration(), each, wanted))
                .toList();
    }

    private static List<Stage> stages(Configuration configuration, String name) {
        if (name.isEmpty()) {
            return configuration.stages();
        }
        return List.of(configuration
                .stage(name)
                .orElseThrow(() -> new WrongUse("there is no stage '" + name + "'; there are "
                        + configuration.stages().stream().map(Stage::name).collect(Collectors.joining(", ")))));
    }

    private static Path file(Monitoring monitoring, String region) {
        return ConfigurationOptions.root()
                .resolve(region.equals(monitoring.home()) ? "monitoring.yaml" : "monitoring-" + region + ".yaml");
    }
}
