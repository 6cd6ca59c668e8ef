package io.gconv.jobs.error;

/** An error that the user can mend: one line that says what, where and what would be right. Shown without a stack trace. */
public final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** Creates an error that ends the run with {@code exitCode}. */
    public UserException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Creates an error that ends the run with {@code exitCode}, and keeps its cause for {@code --verbose}. */
    public UserException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Returns a {@link ExitCode#USAGE} error. */
    public static UserException usage(String message) {
        return new UserException(ExitCode.USAGE, message);
    }

    /** Returns how the run ends. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
