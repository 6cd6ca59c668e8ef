package io.gconv.jobs.spark;

import io.gconv.jobs.report.Words;
import io.gconv.jobs.spark.source.WaveOptions.Stale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines that every job ends with: how many images, and what became of them. */
final class CountLines {

    private static final int MOST_REASONS = 12;

    private CountLines() {}

    /** Returns the lines. */
    static List<String> of(JobReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(report));
        String skipped = report.inputs().skippedInWords();
        if (!skipped.isEmpty()) {
            lines.add("  skipped     " + skipped);
        }
        addStale(report, lines);
        lines.add("  ok          " + Words.count(report.images() - report.errors()));
        long damaged = Outcome.damaged(report.outcomes());
        if (damaged > 0) {
            lines.add("  damaged     " + Words.count(damaged, "image")
                    + (damaged == 1 ? " of these was" : " of these were") + " used although damaged (--lenient)");
        }
        lines.add("  errors      " + Words.count(report.errors()));
        addReasons(report, lines);
        return lines;
    }

    private static String headline(JobReport report) {
        long listed = report.inputs().images();
        if (report.computed() == 0) {
            return (report.outdated().removed() == 0
                            ? "nothing to do: "
                            : "removed the rows of "
                                    + Words.count(report.outdated().removed(), "image") + "; nothing else to do: ")
                    + Words.count(listed, "image") + " published already with this pipeline";
        }
        double seconds = report.seconds().getOrDefault("processing", 0.0);
        String line = Words.count(report.computed(), "image") + " in " + Words.duration(seconds) + ", "
                + Words.rate(report.computed() / Math.max(seconds, 1e-3)) + " images/s";
        long before = listed - report.computed();
        return line
                + (before <= 0 ? "" : "; " + Words.count(before, "image") + " published already")
                + (report.outdated().removed() == 0
                        ? ""
                        : "; rows of " + Words.count(report.outdated().removed(), "image") + " removed");
    }

    private static void addStale(JobReport report, List<String> lines) {
        boolean refresh = report.request().waves().stale().contains(Stale.CHANGED);
        if (report.outdated().changed() > 0) {
            lines.add("  changed     " + Words.count(report.outdated().changed(), "image")
                    + " changed since being published; "
                    + (refresh ? "computed anew" : "the old rows stay, --refresh computes them anew"));
        }
        if (report.outdated().retried() > 0) {
            lines.add("  retried     " + Words.count(report.outdated().retried(), "error") + " computed anew");
        }
        if (report.outdated().absent() > 0) {
            lines.add("  absent      " + Words.count(report.outdated().absent(), "published image")
                    + " not found any more; "
                    + (refresh
                            ? "removed the rows of "
                                    + Words.count(report.outdated().removed()) + ", whose files are gone"
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
}
