package tocsin.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import tocsin.command.bench.BenchCommand;
import tocsin.page.Cleaned;

/** The {@code tocsin} command. A new subcommand is one class, and its place in {@link #GROUPS}. */
@Command(
        name = "tocsin",
        description = "Takes CloudWatch alarms, pages who must know, runs the runbook, proves the fix.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    /** What 'help' shows, in this order. */
    static final List<Group> GROUPS = List.of(
            new Group(
                    "On call",
                    List.of(
                            OnCallCommand.Incidents.class,
                            OnCallCommand.Show.class,
                            WhyCommand.class,
                            OnCallCommand.Acknowledge.class,
                            SeverityCommand.class,
                            MitigatingCommand.class,
                            UpdateCommand.class,
                            ReassignCommand.class,
                            MergeCommand.class,
                            SplitCommand.class,
                            OnCallCommand.Resolve.class,
                            PostmortemCommand.class,
                            CloseCommand.class,
                            LetterCommand.class,
                            PageCommand.class,
                            OnCallCommand.Declare.class,
                            OnCallCommand.Deployed.class,
                            OnCallCommand.Plan.class,
                            OnCallCommand.Run.class,
                            OnCallCommand.DeployWatch.class,
                            OnCallCommand.Approve.class,
                            OnCallCommand.Reject.class,
                            OnCallCommand.Silence.class,
                            OnCallCommand.Silences.class,
                            OnCallCommand.Unsilence.class,
                            RotaCommand.class,
                            MaintenanceCommand.class,
                            OnCallCommand.Halt.class,
                            OnCallCommand.Resume.class,
                            HealthCommand.class,
                            OnCallCommand.Heartbeat.class,
                            OnCallCommand.Unread.class,
                            OnCallCommand.Redrive.class)),
            new Group(
                    "Configure",
                    List.of(
                            LintCommand.class,
                            ActionsCommand.class,
                            ChecksCommand.class,
                            IamCommand.class,
                            MonitoringCommand.class,
                            DriftCommand.class)),
            new Group(
                    "Develop",
                    List.of(
                            UpCommand.class,
                            DemoCommand.class,
                            SendCommand.class,
                            Explain.class,
                            BenchCommand.class,
                            PackageCommand.class,
                            Scripted.TestCommand.class,
                            Scripted.FormatCommand.class)));

    /** A sentence that names everything there is may be long; more is no sentence. */
    private static final int MOST = 2_000;

    private static final int MOST_TYPED = 500;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        line.addSubcommand(HelpCommand.class);
        GROUPS.forEach(group -> group.commands().forEach(line::addSubcommand));
        line.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Group::all);
        line.setParameterExceptionHandler(Main::misused);
        line.setExecutionExceptionHandler(Main::failed);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int misused(ParameterException problem, String[] args) {
        var line = problem.getCommandLine();
        var err = line.getErr();
        err.println("tocsin: " + Cleaned.line(sentence(problem), MOST_TYPED));
        UnmatchedArgumentException.printSuggestions(problem, err);
        err.println("'" + line.getCommandSpec().qualifiedName() + " --help' says how.");
        return CommandLine.ExitCode.USAGE;
    }

    /** What was typed, or answered, may be in it; its lines stay. */
    private static String shown(Exception problem) {
        return String.valueOf(problem.getMessage())
                .lines()
                .map(line -> Cleaned.line(line, MOST))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String sentence(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && unmatched.getCommandLine().getParent() == null) {
            return "there is no command '" + unmatched.getUnmatched().getFirst() + "'";
        }
        return String.valueOf(problem.getMessage());
    }

    private static int failed(Exception problem, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (Running.isStopping()) {
            return CommandLine.ExitCode.SOFTWARE; // nobody sees it: the signal decides
        }
        if (problem instanceof WrongUse) {
            err.println("tocsin: " + shown(problem));
            return CommandLine.ExitCode.USAGE;
        }
        if (problem instanceof Refused) {
            err.println("tocsin: " + shown(problem));
            return 1;
        }
        problem.printStackTrace(err);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
