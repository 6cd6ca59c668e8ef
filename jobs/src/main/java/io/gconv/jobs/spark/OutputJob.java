package io.gconv.jobs.spark;

import io.gconv.jobs.error.Failure;
import java.io.IOException;
import java.util.List;

/** A job that has an output for itself until it is closed. */
public interface OutputJob extends AutoCloseable {

    /** Returns what a run would do, one line per fact. */
    List<String> plan();

    /** Writes down why the run ends early, if it had begun. Does not return if it ends because the JVM does. */
    void failed(Failure failure) throws IOException;

    /** Gives the output back. */
    @Override
    void close();
}
