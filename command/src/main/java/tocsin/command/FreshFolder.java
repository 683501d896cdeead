package tocsin.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import tocsin.local.data.DataFolder;
import tocsin.local.data.DataInUse;
import tocsin.local.product.ProductDatabase;

/** A folder with nothing in it. */
final class FreshFolder {
    private FreshFolder() {}

    /** One that somebody named: what is in it is never deleted. */
    static Path named(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new WrongUse(folder + " is not empty: the demo begins from nothing");
                }
            }
            return folder;
        } catch (IOException failure) {
            throw new WrongUse(folder + " cannot be used: " + failure.getMessage());
        }
    }

    /** The demo's own, with what an earlier one left there deleted. */
    static Path own(Path folder) {
        try (var _ = DataFolder.take(folder)) {
            ProductDatabase.endOrphan(folder);
            try (var inside = Files.walk(folder)) {
                for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    if (!path.equals(folder)) {
                        Files.deleteIfExists(path);
                    }
                }
            }
            return folder;
        } catch (DataInUse taken) {
            throw new WrongUse(taken.getMessage() + "; it was left alone");
        } catch (IOException failure) {
            throw new WrongUse(folder + " cannot be emptied: " + failure.getMessage());
        }
    }
}
