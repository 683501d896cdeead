package tocsin.tests.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where what is said goes, in a process in which functions run that log. */
public final class Output {
    private Output() {}

    /** What they log goes nowhere. */
    public static void silence() {
        System.setOut(nowhere());
        System.setErr(nowhere());
    }

    /** Takes anything and keeps nothing. */
    public static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** The process's own, whatever {@code System.out} is by now. */
    public static PrintStream own() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }
}
