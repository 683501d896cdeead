package tocsin.tests.simulation;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import tocsin.tests.story.Scratch;

/** The project's classes anew, one of them compiled from a source in which somebody made a mistake. */
final class Patched extends URLClassLoader {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", ".."));

    private static final String NAME = "patched";

    private Patched(List<URL> places) {
        super(NAME, places.toArray(URL[]::new), Patched.class.getClassLoader());
    }

    /** Whether this is one of the classes that have the fault. */
    static boolean isHere() {
        return NAME.equals(Patched.class.getClassLoader().getName());
    }

    /** Compiles the source with its mistake. */
    static Patched of(Fault.Patch patch) throws IOException {
        var folder = Scratch.folder("tocsin-fault");
        compile(patch, folder);
        var places = new ArrayList<URL>();
        places.add(folder.toUri().toURL());
        for (var entry : classPath()) {
            places.add(URI.create("file:" + Path.of(entry).toAbsolutePath() + (entry.endsWith(".jar") ? "" : "/"))
                    .toURL());
        }
        return new Patched(places);
    }

    private static List<String> classPath() {
        return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    }

    private static void compile(Fault.Patch patch, Path folder) throws IOException {
        var file = ROOT.resolve(patch.file());
        var text = Files.readString(file);
        if (text.split(Pattern.quote(patch.right()), -1).length != 2) {
            throw new IllegalStateException(patch.file() + " does not read so once: " + patch.right());
        }
        var changed = folder.resolve(file.getFileName());
        Files.writeString(changed, text.replace(patch.right(), patch.wrong()));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var exit = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-d",
                folder.toString(),
                "-cp",
                String.join(File.pathSeparator, classPath()),
                changed.toString());
        if (exit != 0) {
            throw new IllegalStateException(patch.file() + " does not compile with the fault");
        }
    }

    /** Our own classes are this loader's own; everything else is its parent's. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("tocsin.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }
}
