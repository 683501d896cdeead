package tocsin.command.bench;

import java.nio.file.Path;

/** Something that is measured on the local system. */
@FunctionalInterface
interface Benchmark {
    /** @param root the project's folder */
    Measured measure(Path root) throws InterruptedException;
}
