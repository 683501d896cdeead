package tocsin.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Commands that 'help' shows together, under one heading. */
record Group(String heading, List<Class<?>> commands) {
    static String all(Help help) {
        var text = new StringBuilder();
        for (var group : Main.GROUPS) {
            if (!group.commands.isEmpty()) {
                text.append(group.lines());
            }
        }
        return text.toString();
    }

    private String lines() {
        var text = new StringBuilder(String.format("%n%s%n", heading));
        for (var command : commands) {
            var spec = new CommandLine(command).getCommandSpec();
            var description = String.join(" ", spec.usageMessage().description());
            text.append(String.format("  %-11s %s%n", spec.name(), description));
        }
        return text.toString();
    }
}
