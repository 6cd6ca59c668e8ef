package io.gconv.jobs;

import io.gconv.jobs.report.Build;
import picocli.CommandLine.IVersionProvider;

/** The answer to {@code --version}. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Build build = Build.load();
        return new String[] {
            "gconv " + build.version() + " (commit " + build.commit() + ")",
            "for Spark " + build.spark() + " and Hadoop " + build.hadoop(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
