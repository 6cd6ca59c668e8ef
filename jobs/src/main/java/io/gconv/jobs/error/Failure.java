package io.gconv.jobs.error;

import org.jspecify.annotations.Nullable;

/**
 * Why a run ended early.
 *
 * @param exitCode how it ends
 * @param reason one line, for the user
 */
public record Failure(ExitCode exitCode, String reason) {

    private static final int MOST_CAUSES = 50;

    /** The system does not say which. */
    private static final String DISKS = "that of --output, or of Spark's local folders (spark.local.dir, /tmp)";

    private static final String MEMORY =
            "give more with --driver-memory (local masters) or --executor-memory before the --";

    /** Returns what an exception says: itself if it is for the user, or else the last of its causes, which began it. */
    public static Failure of(Throwable e) {
        return e instanceof UserException user
                ? new Failure(user.exitCode(), String.valueOf(user.getMessage()))
                : new Failure(ExitCode.CRASH, rootCause(e));
    }

    private static String rootCause(Throwable e) {
        Throwable cause = e;
        @Nullable Throwable next = e.getCause();
        for (int depth = 0; next != null && depth < MOST_CAUSES; depth++) {
            cause = next;
            next = cause.getCause();
        }
        String line = line(cause);
        boolean lacksMemory = cause instanceof OutOfMemoryError;
        return line.endsWith("No space left on device")
                ? line + ": " + DISKS
                : lacksMemory ? line + ": " + MEMORY : line;
    }

    /** Returns the first line of what an exception says, or its class if it says nothing. */
    public static String line(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getName()
                : message.strip().lines().findFirst().orElse("");
    }
}
