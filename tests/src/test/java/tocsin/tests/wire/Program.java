package tocsin.tests.wire;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.configure.Compiler;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.Reading;
import tocsin.local.template.Deployment;
import tocsin.tests.ports.Moto;
import tocsin.tests.template.Template;

/**
 * A function as Lambda starts it: the package that was built, with the handler, the environment and the time that
 * template.yaml gives it.
 *
 * @param folder for the log, and to run in
 */
public record Program(
        String name, List<String> command, Map<String, String> environment, Duration timeout, Path folder) {
    private static final Path ROOT =
            Path.of(System.getProperty("tocsin.root", "..")).toAbsolutePath();

    /** Lambda's own part of a Java function: started first, it asks the Runtime API and calls the handler. */
    public static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private static final List<String> OF_THE_RUNTIME = List.of(
            "aws-lambda-java-runtime-interface-client-", "aws-lambda-java-serialization-", "aws-lambda-java-core-");

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * @param folder holds the compiled configuration, as a package does
     * @param aws where the function finds AWS
     */
    static Program of(Deployment.Function function, Path folder, URI aws) {
        var environment = new TreeMap<>(function.environment());
        environment.put("CLASSPATH", classpath(function, folder));
        environment.put("AWS_ENDPOINT_URL", aws.toString());
        environment.put("AWS_REGION", Moto.REGION);
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memory()));
        environment.put(
                "AWS_LAMBDA_FUNCTION_TIMEOUT", Long.toString(function.timeout().toSeconds()));
        environment.put("_HANDLER", function.handler());
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Program(
                function.logicalName(),
                List.of(java, RUNTIME, function.handler()),
                environment,
                function.timeout(),
                folder);
    }

    /** Puts the compiled configuration into a folder, as a package has it: the project's own, with some settings. */
    static void configure(Path folder, Map<String, String> settings) throws IOException {
        var reading = new ConfigurationReader(ROOT).read(ROOT.resolve("tocsin.yaml"), "local", Map.of(), settings);
        if (!(reading instanceof Reading.Read read)) {
            throw new IllegalStateException("tocsin.yaml is refused: " + reading.findings());
        }
        Compiler.jar(read, folder.resolve("configuration.jar"));
    }

    private static String classpath(Deployment.Function function, Path folder) {
        var configuration = folder.resolve("configuration.jar").toString();
        return Stream.of(Stream.of(configuration), libraries(function).stream(), runtime().stream())
                .flatMap(entries -> entries)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jars of a function's package. */
    public static List<String> libraries(Deployment.Function function) {
        var deployed =
                ROOT.resolve(Template.ours().named(function.logicalName()).text("/CodeUri"));
        try (var libraries = Files.list(deployed.resolveSibling("tested").resolve("lib"))) {
            return libraries.map(Path::toString).sorted().toList();
        } catch (IOException none) {
            throw new UncheckedIOException("no package of " + function.name() + ": ./tocsin test makes it", none);
        }
    }

    /** The jars of Lambda's own part. */
    public static List<String> runtime() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(Program::ofTheRuntime)
                .toList();
    }

    private static boolean ofTheRuntime(String entry) {
        var name = Path.of(entry).getFileName().toString();
        return OF_THE_RUNTIME.stream().anyMatch(name::startsWith);
    }

    public Path log() {
        return folder.resolve(name + ".log");
    }

    /** The same with other variables, too. */
    Program with(String variable, String value) {
        var more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Program(name, command, more, timeout, folder);
    }

    /** The same with another time. */
    Program within(Duration time) {
        return new Program(name, command, environment, time, folder)
                .with("AWS_LAMBDA_FUNCTION_TIMEOUT", Long.toString(time.toSeconds()));
    }

    /** The same with another handler. */
    Program calling(String handler) {
        return new Program(name, List.of(command.getFirst(), RUNTIME, handler), environment, timeout, folder)
                .with("_HANDLER", handler);
    }

    /** Starts it behind something, or alone. */
    Process start(List<String> before) {
        var all = new ArrayList<>(before);
        all.addAll(command);
        var builder = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(name + " does not start", failure);
        }
    }

    /** Ends a process and all that it has started. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
