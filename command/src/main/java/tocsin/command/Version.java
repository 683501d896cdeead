package tocsin.command;

import picocli.CommandLine.IVersionProvider;

/** Tells which Tocsin this is, and the Java that runs it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var built = Main.class.getPackage().getImplementationVersion();
        return new String[] {"tocsin " + (built == null ? "(not packaged)" : built) + ", Java " + Runtime.version()};
    }
}
