package tocsin.command;

import picocli.CommandLine.Command;

/** What the script {@code tocsin} does before any Java runs; named here so that 'help' tells of it. */
final class Scripted {
    private Scripted() {}

    @Command(name = "test", description = "Every test, or some: ./tocsin test -Dtest=NAME.")
    static final class TestCommand implements Runnable {
        @Override
        public void run() {
            throw onlyByScript("test");
        }
    }

    @Command(name = "format", description = "Formats the Java sources.")
    static final class FormatCommand implements Runnable {
        @Override
        public void run() {
            throw onlyByScript("format");
        }
    }

    private static WrongUse onlyByScript(String name) {
        return new WrongUse("'" + name + "' is done by the script: ./tocsin " + name);
    }
}
