package io.gconv.testing;

import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints what tests publish through a {@code TestReporter}: deviations and errors that people want to read. */
public final class ReportPrinter implements TestExecutionListener {

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((key, value) -> System.out.println(key + ": " + value));
    }
}
