package io.gconv.jobs.spark.task;

import io.gconv.audit.Audit;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageSize;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.table.MeasurementsTable;
import io.gconv.pipeline.PipelineSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a pipeline on an image.
 *
 * @param spec the pipeline, built once per JVM
 * @param digest its digest
 * @param settings what is measured
 * @param controlled the paths of the images on which the controls run too; a serialisable set
 */
public record AuditWork(PipelineSpec spec, String digest, AuditSettings settings, Set<String> controlled)
        implements ImageWork {

    @Override
    public double roomBytes(int height, int width) {
        return audit().workingBytes(height, width);
    }

    @Override
    public ImageRows rows(InputFile file, DecodedImage.Success image) {
        Audit audit = audit();
        Set<String> variants = controlled.contains(file.path()) ? audit.variants() : Set.of(Audit.PIPELINE);
        return new ImageRows(table().ok(file, image, audit.apply(image.map(), variants)), List.of());
    }

    @Override
    public ImageRows failed(InputFile file, @Nullable DecodedImage image, String reason) {
        return new ImageRows(List.of(table().error(file, image, reason)), List.of());
    }

    /** The middle of an image is audited, but it is decoded as a whole. */
    @Override
    public Optional<ImageAttempt.TiledSteps<ImageRows>> tiled(InputFile file, ImageSize size) {
        return Optional.empty();
    }

    @Override
    public Optional<BandWork> bands() {
        return Optional.empty();
    }

    private Audit audit() {
        return PipelineCache.audit(spec, digest, settings);
    }

    private MeasurementsTable table() {
        return new MeasurementsTable(spec.name(), digest);
    }
}
