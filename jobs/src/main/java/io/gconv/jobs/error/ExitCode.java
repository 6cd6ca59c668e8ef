package io.gconv.jobs.error;

/** How a run ends. The numbers are part of the contract with scripts that call gconv. */
public enum ExitCode {
    /** The work is done. */
    DONE(0),
    /** Something failed that the user did not cause; also a full disk and the like. */
    CRASH(1),
    /** Wrong usage or configuration, or no input. */
    USAGE(2),
    /** More unreadable images than {@code --max-error-rate} allows; everything is written. */
    TOO_MANY_ERRORS(3),
    /** The output folder holds something else than this pipeline's rows. */
    OUTPUT_REFUSED(4),
    /** An audit found a larger error than a gate allows; everything is written. */
    GATE_EXCEEDED(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** Returns the exit code of the process. */
    public int number() {
        return number;
    }
}
