package tocsin.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Secrets;
import tocsin.local.data.SecretLine;

/** Secrets from a YAML file of names and values that nobody but its owner may read. It is read anew each time. */
public final class SecretsFile implements Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(SecretsFile.class);
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
        return value.asText().strip();
    }

    /** Whether it holds one of this name; where it cannot be read, whoever asks for it is told so. */
    boolean has(String name) {
        return Files.exists(file) && values().path(name).isValueNode();
    }

    /** Makes a secret that nobody but Tocsin need know, where there is none of that name yet. */
    void make(String name) {
        try {
            if (Files.exists(file) && values().path(name).isValueNode()) {
                return;
            }
            var bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            SecretLine.put(file, name, HexFormat.of().formatHex(bytes));
        } catch (PortFailure unreadable) {
            LOG.warn("{} is not made: {}", name, unreadable.getMessage()); // and whoever asks for it is told, too
        }
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
