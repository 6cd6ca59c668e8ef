package io.gconv.jobs.spark;

import io.gconv.jobs.report.Words;
import io.gconv.jobs.spark.source.WaveOptions.Stale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** The short table at the end of a run. */
public final class ExtractSummary {

    private static final int MOST_REASONS = 12;

    private ExtractSummary() {}

    /** Returns the lines for {@code report}, whose run file is {@code runFile}. */
    public static List<String> lines(JobReport report, Path runFile) {
        List<String> lines = counts(report);
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

    /** Returns the lines that every job has: how many images, and what became of them. */
    static List<String> counts(JobReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(report));
        String skipped = report.inputs().skippedInWords();
        if (!skipped.isEmpty()) {
            lines.add("  skipped     " + skipped);
        }
        addStale(report, lines);
        lines.add("  ok          " + Words.count(report.images() - report.errors()));
        lines.add("  errors      " + Words.count(report.errors()));
        addReasons(report, lines);
        return lines;
    }

    private static String headline(JobReport report) {
        long listed = report.inputs().images();
        if (report.computed() == 0) {
            return (report.removed() == 0
                            ? "nothing to do: "
                            : "removed the rows of " + Words.count(report.removed(), "image")
                                    + "; nothing else to do: ")
                    + Words.count(listed, "image") + " published already with this pipeline";
        }
        double seconds = report.seconds().getOrDefault("processing", 0.0);
        String line = Words.count(report.computed(), "image") + " in " + Words.duration(seconds) + ", "
                + Words.rate(report.computed() / Math.max(seconds, 1e-3)) + " images/s";
        long before = listed - report.computed();
        return line
                + (before <= 0 ? "" : "; " + Words.count(before, "image") + " published already")
                + (report.removed() == 0 ? "" : "; rows of " + Words.count(report.removed(), "image") + " removed");
    }

    private static void addStale(JobReport report, List<String> lines) {
        boolean refresh = report.request().waves().stale().contains(Stale.CHANGED);
        if (report.changed() > 0) {
            lines.add("  changed     " + Words.count(report.changed(), "image") + " changed since being published; "
                    + (refresh ? "computed anew" : "the old rows stay, --refresh computes them anew"));
        }
        if (report.retried() > 0) {
            lines.add("  retried     " + Words.count(report.retried(), "error") + " computed anew");
        }
        if (report.absent() > 0) {
            lines.add("  absent      " + Words.count(report.absent(), "published image") + " not found any more; "
                    + (refresh
                            ? "removed the rows of " + Words.count(report.removed()) + ", whose files are gone"
                            : "--refresh removes the rows of files that are gone"));
        }
    }

    private static void addReasons(JobReport report, List<String> lines) {
        List<Reason> reasons = Reason.of(report.outcomes());
        reasons.stream()
                .limit(MOST_REASONS)
                .forEach(reason -> lines.add("    " + String.format(Locale.ROOT, "%8s", Words.count(reason.images()))
                        + "  " + reason.text()));
        if (reasons.size() > MOST_REASONS) {
            long others = reasons.stream()
                    .skip(MOST_REASONS)
                    .mapToLong(Reason::images)
                    .sum();
            lines.add("    " + String.format(Locale.ROOT, "%8s", Words.count(others))
                    + "  other reasons, see the run file");
        }
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
