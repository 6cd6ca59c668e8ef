package io.gconv.jobs.spark;

import java.util.List;
import org.apache.hadoop.fs.Path;

/** The short table at the end of a run. */
public final class ExtractSummary {

    private ExtractSummary() {}

    /** Returns the lines for {@code report}, whose run file is {@code runFile}. */
    public static List<String> lines(JobReport report, Path runFile) {
        List<String> lines = CountLines.of(report);
        lines.add("  features    " + report.table());
        if (report.request().flags().containsKey("--maps")) {
            report.sideTable().ifPresent(table -> lines.add("  maps        " + table));
        }
        lines.add("  run file    " + runFile);
        lines.add(
                "  Spark SQL   SELECT path, descriptor FROM parquet.`" + sql(report.table()) + "` WHERE status = 'ok'");
        lines.add("  Python      import pandas; df = pandas.read_parquet(" + python(report.table()) + ")");
        return lines;
    }

    /** Spark takes the name for a glob. */
    private static String sql(Path features) {
        return features.toString().replaceAll("[*?\\[\\]{}\\\\]", "\\\\$0").replace("`", "``");
    }

    private static String python(Path features) {
        String path =
                "file".equals(features.toUri().getScheme()) ? features.toUri().getPath() : features.toString();
        return "'" + path.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
