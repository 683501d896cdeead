package tocsin.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tocsin.config.Configuration;
import tocsin.local.template.World;
import tocsin.runbook.Runbooks;

/**
 * What to run, and how.
 *
 * @param template template.yaml
 * @param data the folder that keeps everything
 * @param port of the HTTP API; 0 for any that is free
 * @param speed 1 to 60: how many times as fast as the real one the clock runs
 * @param world the account, Region and parameters with which the template is deployed
 * @param configuration what the functions decide by
 * @param runbooks those in use
 * @param surroundings makes what stands in for the product's AWS, once clock and data are there
 * @param snsUrl where mail and SMS are also sent
 * @param printer told what people would see: mail, SMS
 * @param pretends whether channels whose secrets are not known here are stood in for
 */
public record Options(
        Path template,
        Path data,
        int port,
        int speed,
        World world,
        Configuration configuration,
        Runbooks runbooks,
        SurroundingsMaker surroundings,
        Optional<URI> snsUrl,
        Consumer<String> printer,
        boolean pretends) {
    /** Makes what stands in for AWS. */
    @FunctionalInterface
    public interface SurroundingsMaker {
        Surroundings make(ScaledClock clock, Path data);
    }

    /** Port 0, speed 1, no address in the place of SNS, nothing printed. */
    public static Options of(
            Path template, Path data, World world, Configuration configuration, SurroundingsMaker surroundings) {
        return new Options(
                template,
                data,
                0,
                1,
                world,
                configuration,
                new Runbooks(List.of()),
                surroundings,
                Optional.empty(),
                line -> {},
                false);
    }

    public Options withRunbooks(Runbooks others) {
        return new Options(
                template, data, port, speed, world, configuration, others, surroundings, snsUrl, printer, pretends);
    }

    public Options withPort(int other) {
        return new Options(
                template, data, other, speed, world, configuration, runbooks, surroundings, snsUrl, printer, pretends);
    }

    public Options withSpeed(int other) {
        return new Options(
                template, data, port, other, world, configuration, runbooks, surroundings, snsUrl, printer, pretends);
    }

    public Options withSnsUrl(URI url) {
        return new Options(
                template,
                data,
                port,
                speed,
                world,
                configuration,
                runbooks,
                surroundings,
                Optional.of(url),
                printer,
                pretends);
    }

    public Options withPrinter(Consumer<String> other) {
        return new Options(
                template, data, port, speed, world, configuration, runbooks, surroundings, snsUrl, other, pretends);
    }

    /** Channels whose secrets are not known here are stood in for, and what they would show is printed. */
    public Options pretending(boolean channels) {
        return new Options(
                template, data, port, speed, world, configuration, runbooks, surroundings, snsUrl, printer, channels);
    }
}
