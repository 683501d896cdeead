package tocsin.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Secrets;

/** Secrets from a YAML file of names and values that nobody but its owner may read. It is read anew each time. */
public final class SecretsFile implements Secrets {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    public SecretsFile(Path file) {
        this.file = file;
    }

    @Override
    public String secret(String name) {
        var value = values().path(name);
        if (!value.isValueNode()) {
            throw new PortFailure(Kind.REFUSED, file + " has no secret " + name);
        }
        return value.asText();
    }

    private JsonNode values() {
        try {
            if (!Collections.disjoint(Files.getPosixFilePermissions(file), others())) {
                throw new PortFailure(Kind.REFUSED, file + " can be read by others: chmod 600 " + file);
            }
            return YAML.readTree(file.toFile());
        } catch (NoSuchFileException e) {
            throw new PortFailure(Kind.REFUSED, "there is no " + file);
        } catch (IOException e) {
            throw new PortFailure(Kind.REFUSED, file + " cannot be read as YAML"); // the cause quotes what stands there
        }
    }

    private static Set<PosixFilePermission> others() {
        var others = EnumSet.allOf(PosixFilePermission.class);
        others.removeAll(OWNERS);
        others.remove(PosixFilePermission.OWNER_EXECUTE);
        return others;
    }
}
