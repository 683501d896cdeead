package tocsin.local.data;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Small files that are there whole or not at all, whatever is killed meanwhile. */
public final class DurableFile {
    private DurableFile() {}

    /** Replaces the file: what is on disk after a crash is the old content or the new one. */
    public static void write(Path file, String content) {
        write(file, content, false);
    }

    /** The same, readable by its owner alone from the first byte on. */
    public static void writePrivate(Path file, String content) {
        write(file, content, true);
    }

    private static void write(Path file, String content, boolean ownersAlone) {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            if (ownersAlone) {
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (var out = new FileOutputStream(fresh.toFile())) {
                out.write(content.getBytes(StandardCharsets.UTF_8));
                sync(out.getFD());
            }
            replace(fresh, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Puts one file in another's place, for good. */
    public static void replace(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    public static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void sync(FileDescriptor descriptor) throws IOException {
        descriptor.sync();
    }
}
