package tocsin.local.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The passwords of the database's roles: made up once, each in a file that its owner alone may read. */
final class Passwords {
    private static final int BYTES = 24;

    private final Path folder;

    private Passwords(Path folder) {
        this.folder = folder;
    }

    /** The folder, made where it is not there so that nobody else gets in. */
    static Path ownersAlone(Path folder) throws IOException {
        return Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    static Passwords kept(Path folder) throws IOException {
        var passwords = new Passwords(folder);
        for (var role : new String[] {
            ProductDatabase.SUPERUSER, ProductDatabase.APPLICATION, ProductDatabase.TOCSIN, ProductDatabase.MONITOR
        }) {
            passwords.make(role);
        }
        return passwords;
    }

    private void make(String role) throws IOException {
        var file = folder.resolve(role);
        if (Files.notExists(file)) {
            var random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            var fresh = folder.resolve(role + ".new");
            Files.writeString(fresh, HexFormat.of().formatHex(random));
            Files.move(fresh, file); // there whole, or not at all
        }
    }

    String of(String role) {
        try {
            return Files.readString(folder.resolve(role));
        } catch (IOException e) {
            throw new IllegalStateException("the password of " + role + " cannot be read", e);
        }
    }
}
