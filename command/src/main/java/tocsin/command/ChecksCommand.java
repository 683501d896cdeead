package tocsin.command;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tocsin.health.CheckKind;
import tocsin.health.CheckKinds;

/** Tells what the health sweep can look at. */
@Command(
        name = "checks",
        description = "What a check of tocsin.yaml can look at: each kind, and what it is told.",
        mixinStandardHelpOptions = true)
final class ChecksCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        CheckKinds.BUILT.all().forEach(kind -> out.println(text(kind)));
        out.flush();
        return 0;
    }

    private static String text(CheckKind kind) {
        return kind.name() + ": { "
                + kind.parameters().stream()
                        .map(each -> each.name() + (each.required() ? "" : "?") + ": " + ActionsPage.form(each))
                        .collect(Collectors.joining(", "))
                + " }\n    " + kind.about();
    }
}
