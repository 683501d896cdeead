package tocsin.tests.bench.coldstart;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.local.template.Deployment;
import tocsin.tests.wire.Emulator;
import tocsin.tests.wire.Program;

/** The ways in which a function is run: Tocsin as it is packaged, and its twins. */
final class Contestants {
    private static final Path ROOT =
            Path.of(System.getProperty("tocsin.root", "..")).toAbsolutePath();
    private static final Path PYTHON = ROOT.resolve(".tocsin/tools/coldstart/bin/python");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final List<String> OF_DEFAULT_CLIENTS = List.of("apache5-client-", "httpc", "commons-codec-");

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Pattern ENTRY_POINT = Pattern.compile("(?m)^ENTRYPOINT \\[(.*)]$");

    private final Stage stage;
    private final Path folder;

    Contestants(Stage stage, Path folder) {
        this.stage = stage;
        this.folder = folder;
    }

    /** As the zip runs: a JVM that knows nothing of the package. */
    Program zip(Deployment.Function function) {
        return new Program(
                "Tocsin, zip",
                List.of(JAVA.toString(), "-cp", packed(function), Program.RUNTIME, function.handler()),
                stage.environment(function),
                LONGEST,
                folder);
    }

    /** As the image runs: with a cache, made as the image's Dockerfile has it made. */
    Program image(Deployment.Function function) throws IOException, InterruptedException {
        var environment = stage.environment(function);
        environment.put("CLASSPATH", packed(function));
        var cache = folder.resolve(function.logicalName() + ".aot");
        train(function, environment, cache);
        var command = new ArrayList<>(entryPoint().stream()
                .map(part -> part.replace("/var/lang/bin/java", JAVA.toString())
                        .replace("/var/task/start.aot", cache.toString()))
                .toList());
        command.add(function.handler());
        return new Program("Tocsin, image with the AOT cache", command, environment, LONGEST, folder);
    }

    /** The command that the image's Dockerfile gives. */
    private static List<String> entryPoint() throws IOException {
        var file = Files.readString(ROOT.resolve("functions/image/Dockerfile")).replace("\\\n", "");
        var command = ENTRY_POINT.matcher(file);
        if (!command.find()) {
            throw new IOException("functions/image/Dockerfile has no ENTRYPOINT [...]");
        }
        return Arrays.stream(command.group(1).split(","))
                .map(part -> part.strip().replace("\"", ""))
                .toList();
    }

    private void train(Deployment.Function function, Map<String, String> environment, Path cache)
            throws IOException, InterruptedException {
        var said = folder.resolve("train.log").toFile();
        var training = new ProcessBuilder(
                        ROOT.resolve("functions/image/train").toString(),
                        cache.toString(),
                        function.handler(),
                        ROOT.resolve("functions/image/events/" + Coldstart.name(function) + ".json")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(said);
        training.environment().putAll(environment);
        training.environment().put("EMULATOR", Emulator.PROGRAM.toString());
        training.environment().put("JAVA", JAVA.toString());
        if (training.start().waitFor() != 0) {
            throw new IOException("no cache was made:\n" + Files.readString(said.toPath()));
        }
    }

    /** The twins of INTAKE and NOTIFY; of the others there are none. */
    List<Program> twins(Deployment.Function function) throws IOException {
        var job = switch (function.logicalName()) {
            case "IntakeFunction" -> "intake";
            case "NotifyFunction" -> "notify";
            default -> "";
        };
        if (job.isEmpty()) {
            return List.of();
        }
        return List.of(
                python("Python, boto3 and Powertools", "powertools." + job, function),
                python("Python, boto3 alone", "plain." + job, function),
                defaults(job, function));
    }

    private Program python(String name, String handler, Deployment.Function function) {
        var environment = stage.environment(function);
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.put("PYTHONPATH", ROOT.resolve("tests/coldstart/python").toString());
        return new Program(
                name, List.of(PYTHON.toString(), "-m", "awslambdaric", handler), environment, LONGEST, folder);
    }

    /** What one writes who follows the SDK's first page: clients by create(), a handler of objects, no flags. */
    private Program defaults(String job, Deployment.Function function) throws IOException {
        var environment = stage.environment(function);
        environment.remove("JAVA_TOOL_OPTIONS");
        var classpath = Stream.of(
                        Stream.of(runtime(), classes()), Stream.of(libraries(function)), ofTests(OF_DEFAULT_CLIENTS))
                .flatMap(entries -> entries)
                .collect(Collectors.joining(File.pathSeparator));
        return new Program(
                "Java, default clients",
                List.of(
                        JAVA.toString(),
                        "-cp",
                        classpath,
                        Program.RUNTIME,
                        DefaultClients.class.getName() + "::" + job),
                environment,
                LONGEST,
                folder);
    }

    private static String classes() {
        return Path.of(DefaultClients.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    private static String runtime() {
        return String.join(File.pathSeparator, Program.runtime());
    }

    /** What is in the package: the configuration, and the jar of all else. */
    private String packed(Deployment.Function function) {
        return String.join(File.pathSeparator, runtime(), stage.configuration().toString(), libraries(function));
    }

    private static String libraries(Deployment.Function function) {
        return String.join(File.pathSeparator, Program.libraries(function));
    }

    private static Stream<String> ofTests(List<String> names) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        names.stream().anyMatch(Path.of(entry).getFileName().toString()::startsWith));
    }
}
