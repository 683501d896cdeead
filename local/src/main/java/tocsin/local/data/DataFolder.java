package tocsin.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder in which everything is kept, held by one process at a time. The operating system holds the lock and
 * lets it go with the process, however that ends: nothing is guessed from numbers of processes.
 */
public final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the folder, making it where it is not there.
     *
     * @throws DataInUse where somebody has it
     */
    public static DataFolder take(Path path) {
        try {
            Files.createDirectories(path);
            var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new DataInUse(path + " is in use" + by(path));
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + path, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String by(Path path) {
        return Up.read(path)
                .map(up -> ": process " + up.pid() + " is up at " + up.address())
                .orElse(" by a process that is starting or stopping");
    }

    public Path path() {
        return path;
    }

    /** Says how to reach what runs here. */
    public void tell(Up up) {
        up.write(path);
    }

    @Override
    public void close() {
        try (lock) {
            Files.deleteIfExists(path.resolve("up.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot leave " + path, e);
        }
    }
}
