package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.config.EditDistance;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line that says what would be right. */
final class UsageMessages {

    /** What stands between the values of an option, as in {@code lift, group-1}. */
    static final String COMMA = " *, *";

    private static final Set<String> SPARK_OPTIONS = Set.of(
            "--master",
            "--deploy-mode",
            "--conf",
            "-c",
            "--properties-file",
            "--driver-memory",
            "--driver-java-options",
            "--executor-memory",
            "--executor-cores",
            "--num-executors",
            "--total-executor-cores",
            "--jars",
            "--packages",
            "--files",
            "--queue",
            "--name");

    private UsageMessages() {}

    static String of(ParameterException e, List<String> args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return message(e, command, args) + "; see " + command + " --help";
    }

    private static String message(ParameterException e, String command, List<String> args) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, command);
        }
        if (args.isEmpty()) {
            return "missing command: extract, audit, show or describe";
        }
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("wrong usage")
                .replaceFirst("\\.$", "");
    }

    /**
     * Refuses options that were given without a value, as in {@code --maps ,}.
     *
     * @throws io.gconv.jobs.error.UserException that names one
     */
    static void refuseEmptyLists(CommandSpec command) {
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            if (option.getValue() instanceof List<?> values && values.isEmpty()) {
                throw usage(option.longestName() + " needs at least one value; give one or omit the option");
            }
        }
    }

    private static String unmatched(UnmatchedArgumentException e, String command) {
        String argument = e.getUnmatched().get(0);
        String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
        if (SPARK_OPTIONS.contains(name)) {
            String ours = command.contains(" ") ? command.substring(command.indexOf(' ') + 1) : "extract";
            return name + " is an option for Spark; these go before a --: bin/gconv " + name + " … -- " + ours + " …";
        }
        if (!name.startsWith("-")) {
            boolean nested = command.contains(" ");
            return nested
                    ? "unexpected argument '" + argument + "'; inputs are given as --input " + argument
                    : "unknown command '" + argument + "'; there are extract, audit, show and describe";
        }
        String nearest = EditDistance.nearest(
                name, e.getCommandLine().getCommandSpec().optionsMap().keySet());
        return "unknown option " + name + (EditDistance.isNear(name, nearest) ? ", did you mean " + nearest + "?" : "");
    }
}
