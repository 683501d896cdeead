package tocsin.local.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import tocsin.local.data.DurableFile;

/**
 * An append-only file of JSON lines. Who appends may go on at once, or wait until the disk has it; those who wait at
 * the same time share one fsync.
 *
 * <p>Streams and not channels: a channel closes for everybody when one writer's thread is interrupted, as that of a
 * function is when its time is up.
 */
final class Journal implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private FileOutputStream out;
    private long size;
    /** Bytes appended since opening, and how many of them the disk is known to have. */
    private long appended;

    private long forced;
    private boolean forcing;
    private boolean closed;

    private Journal(Path file, FileOutputStream out, long size) {
        this.file = file;
        this.out = out;
        this.size = size;
    }

    /**
     * Opens the journal, telling what it holds. A last line that a crash has torn was never confirmed, and is cut off.
     */
    static Journal open(Path file, Consumer<Entry> replay) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var size = Files.exists(file) ? replay(file, replay) : 0;
            return new Journal(file, new FileOutputStream(file.toFile(), true), size);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    private static long replay(Path file, Consumer<Entry> replay) throws IOException {
        long good = 0;
        var line = new ByteArrayOutputStream();
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (var next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                replay.accept(read(file, good, line.toByteArray()));
                good += line.size() + 1;
                line.reset();
            }
        }
        if (line.size() > 0) {
            try (var whole = new RandomAccessFile(file.toFile(), "rw")) {
                whole.setLength(good);
                whole.getFD().sync();
            }
        }
        return good;
    }

    private static Entry read(Path file, long offset, byte[] line) throws IOException {
        try {
            return JSON.readValue(line, Entry.class);
        } catch (IOException e) {
            throw new IOException(file + ": what stands at byte " + offset + " is no line of a queue's journal", e);
        }
    }

    /** Appends; gives the mark up to which {@link #force} makes it sure. */
    synchronized long append(List<? extends Entry> entries) {
        refuseWhenClosed();
        var lines = lines(entries);
        try {
            out.write(lines);
        } catch (IOException e) {
            closed = true; // half a line may stand there: nothing may be put behind it
            throw new UncheckedIOException("cannot write " + file, e);
        }
        size += lines.length;
        appended += lines.length;
        return appended;
    }

    /** Returns once the disk has everything up to the mark. */
    void force(long mark) {
        var interrupted = false;
        try {
            while (true) {
                FileOutputStream mine;
                long upTo;
                synchronized (this) {
                    while (forcing && forced < mark) {
                        try {
                            wait();
                        } catch (InterruptedException e) {
                            interrupted = true; // a send is confirmed or fails; it is not left half way
                        }
                    }
                    if (forced >= mark) {
                        return;
                    }
                    refuseWhenClosed();
                    forcing = true;
                    mine = out;
                    upTo = appended;
                }
                forceAndTell(mine, upTo);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void forceAndTell(FileOutputStream mine, long upTo) {
        var done = false;
        try {
            mine.getFD().sync();
            done = true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        } finally {
            synchronized (this) {
                forcing = false;
                if (done) {
                    forced = Math.max(forced, upTo);
                } else {
                    closed = true; // what the disk has is not known any more
                }
                notifyAll();
            }
        }
    }

    synchronized long size() {
        return size;
    }

    /** Puts these entries in the place of everything that was written so far. */
    synchronized void rewrite(Collection<? extends Entry> entries) {
        refuseWhenClosed();
        if (forcing) {
            return; // the next one will do
        }
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            var lines = lines(entries);
            try (var whole = new FileOutputStream(fresh.toFile())) {
                whole.write(lines);
                whole.getFD().sync();
            }
            DurableFile.replace(fresh, file);
            out.close();
            out = new FileOutputStream(file.toFile(), true);
            size = lines.length;
            forced = appended;
            notifyAll();
        } catch (IOException e) {
            closed = true; // the old file or the new one may stand there
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static byte[] lines(Collection<? extends Entry> entries) {
        var lines = new ByteArrayOutputStream();
        for (var entry : entries) {
            lines.writeBytes(line(entry));
        }
        return lines.toByteArray();
    }

    private static byte[] line(Entry entry) {
        try {
            return (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written: " + entry, e);
        }
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new IllegalStateException(file + " is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        notifyAll();
        try (var last = out) {
            last.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
