package io.gconv.jobs.spark;

import io.gconv.image.DecodeOptions;
import io.gconv.jobs.output.OutputSettings;
import io.gconv.pipeline.PipelineSpec;
import java.util.List;

/**
 * What the user asked for.
 *
 * @param arguments the command line, for the run file
 * @param inputs files, folders, globs
 * @param allFiles whether folders yield every file
 * @param folderLabel whether a file's folder becomes the column {@code label}
 * @param pipeline the pipeline as data
 * @param digest its digest
 * @param canonical its canonical configuration, JSON
 * @param output the folder to write to
 * @param maps the layers whose maps are written, in the order of the pipeline
 * @param partitions the number of partitions, or 0 for a good one
 * @param decoding how images are decoded
 * @param maxErrorRate the largest share of error rows that is not a failure
 * @param appName the name of the application on a cluster
 */
public record ExtractRequest(
        List<String> arguments,
        List<String> inputs,
        boolean allFiles,
        boolean folderLabel,
        PipelineSpec pipeline,
        String digest,
        String canonical,
        String output,
        List<String> maps,
        int partitions,
        DecodeOptions decoding,
        double maxErrorRate,
        String appName) {

    OutputSettings settings(List<String> columns) {
        return new OutputSettings(
                pipeline.name(),
                digest,
                maps,
                decoding.maxPixels(),
                decoding.leniency() == DecodeOptions.Leniency.LENIENT,
                columns);
    }
}
