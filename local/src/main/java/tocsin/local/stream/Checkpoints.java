package tocsin.local.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tocsin.local.data.DurableFile;

/** How far a function has read each shard of a stream, kept over restarts. */
final class Checkpoints {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final SortedMap<String, Mark> marks;

    /** @param ended whether the shard was read to its end */
    record Mark(String sequence, boolean ended) {}

    Checkpoints(Path file) {
        this.file = file;
        this.marks = DurableFile.read(file).map(this::read).orElseGet(TreeMap::new);
    }

    private SortedMap<String, Mark> read(String text) {
        try {
            return JSON.readValue(text, new TypeReference<TreeMap<String, Mark>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** The last sequence number that is done. */
    Optional<String> of(String shard) {
        return Optional.ofNullable(marks.get(shard)).map(Mark::sequence).filter(sequence -> !sequence.isEmpty());
    }

    boolean ended(String shard) {
        var mark = marks.get(shard);
        return mark != null && mark.ended();
    }

    void reached(String shard, String sequence) {
        marks.put(shard, new Mark(sequence, false));
        write();
    }

    void ended(String shard, Set<String> alive) {
        marks.put(shard, new Mark(of(shard).orElse(""), true));
        marks.keySet().retainAll(alive);
        write();
    }

    /** What is after the mark is no longer kept: begin with the oldest that is. */
    void forget(String shard) {
        marks.remove(shard);
        write();
    }

    private void write() {
        try {
            DurableFile.write(file, JSON.writeValueAsString(marks) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
