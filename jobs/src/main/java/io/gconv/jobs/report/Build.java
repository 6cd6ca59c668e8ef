package io.gconv.jobs.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program was built from.
 *
 * @param version of gconv
 * @param commit abbreviated, or {@code unknown}
 * @param spark the version it was built for
 * @param hadoop the version it was built for
 */
public record Build(String version, String commit, String spark, String hadoop) {

    private static final String RESOURCE = "/io/gconv/jobs/build.properties";

    /** Reads the properties that Maven wrote. */
    public static Build load() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        boolean dirty = "true".equals(properties.getProperty("dirty"));
        return new Build(
                properties.getProperty("version"),
                properties.getProperty("commit") + (dirty ? "-dirty" : ""),
                properties.getProperty("spark"),
                properties.getProperty("hadoop"));
    }
}
