package io.gconv.jobs.spark.source;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.input.InputFormat;
import io.gconv.jobs.input.InputLister;
import io.gconv.jobs.input.InputRequest;
import io.gconv.jobs.input.InputTables;
import io.gconv.jobs.input.ListingOptions;
import io.gconv.jobs.input.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** From what the user asked for to a source of images. */
public final class Sources {

    private Sources() {}

    /** Returns whether inputs can be looked at only with Spark: tables, or manifests that are tables. */
    public static boolean needSpark(InputRequest request, Configuration hadoop) {
        return !InputTables.among(request, hadoop).isEmpty()
                || request.manifests().stream().anyMatch(manifest -> InputTables.isTable(manifest, hadoop));
    }

    /**
     * Opens a source.
     *
     * @param excludedFolder a qualified path that is not searched
     * @param progress is told how many files were found since it was told last, from any thread
     * @throws io.gconv.jobs.error.UserException if there is nothing to be found
     */
    public static ImageSource open(
            InputRequest request, String excludedFolder, Configuration hadoop, LongConsumer progress) {
        List<String> tables = InputTables.among(request, hadoop);
        if (tables.isEmpty()) {
            return files(request, excludedFolder, hadoop, progress);
        }
        if (tables.size() < request.inputs().size() || !request.manifests().isEmpty()) {
            String files = request.inputs().stream()
                    .filter(input -> !tables.contains(input))
                    .findFirst()
                    .map(input -> "--input " + input)
                    .orElse("--manifest " + String.join(", ", request.manifests()));
            throw usage("--input " + tables.get(0) + " is a table and " + files
                    + " is not; read them in two runs, with the same --output if they carry the same columns");
        }
        if (request.allFiles() || request.folderLabel()) {
            throw usage((request.allFiles() ? "--all-files" : "--folder-label")
                    + " is for folders of images, and --input " + tables.get(0) + " is a table; leave it out");
        }
        long idx = tables.stream()
                .filter(table -> InputTables.isIdx(table, hadoop))
                .count();
        if (idx > 0 && idx < tables.size()) {
            throw usage("--input " + String.join(", ", tables)
                    + " are IDX files and Parquet tables; read them in two runs, with the same --output");
        }
        return idx > 0
                ? IdxTable.open(SparkSession.active(), tables, request, hadoop)
                : TableSource.open(SparkSession.active(), tables, request, hadoop);
    }

    private static FileSource files(
            InputRequest request, String excludedFolder, Configuration hadoop, LongConsumer progress) {
        if (!request.imageColumn().isEmpty() || !request.idColumn().isEmpty()) {
            throw usage((request.imageColumn().isEmpty() ? "--id-column" : "--image-column")
                    + " is for tables, but no --input is one; if it is, say --input-format parquet");
        }
        if (request.inputs().isEmpty() && (request.allFiles() || request.format() != InputFormat.AUTO)) {
            String format = request.format().name().toLowerCase(Locale.ROOT);
            throw usage((request.allFiles() ? "--all-files" : "--input-format " + format)
                    + " is about --input, and --manifest " + String.join(", ", request.manifests())
                    + " is all there is; leave it out");
        }
        List<Manifest> manifests = new ArrayList<>();
        List<ManifestTable> withColumns = new ArrayList<>();
        for (String manifest : request.manifests()) {
            if (InputTables.isTable(manifest, hadoop)) {
                ManifestTable table = ManifestTable.open(SparkSession.active(), manifest, request.keep(), hadoop);
                withColumns.add(table);
                withColumns.get(0).checkColumns(table);
                manifests.add(table.manifest());
            } else {
                manifests.add(Manifest.text(manifest, hadoop));
            }
        }
        StructType kept =
                withColumns.isEmpty() ? new StructType() : withColumns.get(0).columns();
        if (!request.keep().isEmpty() && kept.isEmpty()) {
            throw usage("--keep " + String.join(",", request.keep())
                    + " takes columns of a Parquet table or a Parquet manifest, and there is none; folders named"
                    + " label=… become columns by themselves");
        }
        ListingOptions options = new ListingOptions(request.allFiles(), request.folderLabel(), excludedFolder);
        return new FileSource(InputLister.list(request, manifests, options, hadoop, progress), kept);
    }
}
