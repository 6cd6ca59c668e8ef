package io.gconv.jobs;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.report.OneLine;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The program: {@code gconv COMMAND OPTIONS}.
 *
 * <p>The classes of the commands name Spark only inside methods, so that what needs no Spark runs without it.
 */
@Command(
        name = "gconv",
        description = "Group correlations over image data sets on Apache Spark.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            ExtractCommand.class,
            AuditCommand.class,
            ShowCommand.class,
            DescribeCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Options for Spark go before a --, as in: bin/gconv --master local[2] --driver-memory 4g -- extract …",
            "Exit codes: 0 done, 1 crash, 2 wrong usage or configuration, 3 too many unreadable images (of show: any),",
            "4 output refused, 5 an audit gate exceeded."
        })
public final class Main {

    @Option(
            names = {"-v", "--verbose"},
            description = "Show stack traces of failures.",
            scope = ScopeType.INHERIT)
    private boolean verbose;

    private Main() {}

    /** Runs the program and ends the JVM, with status 0 only by returning: Spark's cluster managers prefer that. */
    public static void main(String[] args) {
        int exitCode = commandLine().execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Runs a command line within this JVM; returns the exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(args);
    }

    private static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler(
                        (e, args) -> fail(e.getCommandLine(), ExitCode.USAGE, UsageMessages.of(e, List.of(args))))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> main.failed(e, commandLine));
    }

    private int failed(Exception e, CommandLine commandLine) {
        if (verbose) {
            e.printStackTrace(commandLine.getErr());
        }
        Failure failure = Failure.of(e);
        return fail(
                commandLine,
                failure.exitCode(),
                e instanceof UserException
                        ? failure.reason()
                        : "failed: " + failure.reason() + (verbose ? "" : " (--verbose shows the stack trace)"));
    }

    private static int fail(CommandLine commandLine, ExitCode exitCode, String message) {
        commandLine.getErr().println("gconv: " + OneLine.of(message));
        commandLine.getErr().flush();
        return exitCode.number();
    }
}
