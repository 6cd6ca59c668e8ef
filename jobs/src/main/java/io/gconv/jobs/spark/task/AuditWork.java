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
    public ImageAttempt.Steps<ImageRows> steps(InputFile file) {
        return new Steps(this, file);
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

    private record Steps(AuditWork work, InputFile file) implements ImageAttempt.Steps<ImageRows> {

        @Override
        public double roomBytes(int height, int width) {
            return work.audit().workingBytes(height, width);
        }

        @Override
        public ImageRows computed(DecodedImage.Success image) {
            Audit audit = work.audit();
            Set<String> variants = work.controlled.contains(file.path()) ? audit.variants() : Set.of(Audit.PIPELINE);
            return ImageRows.ok(work.table().ok(file, image, audit.apply(image.map(), variants)), List.of());
        }

        /** The middle of an image is audited, but it is decoded as a whole. */
        @Override
        public Optional<ImageAttempt.TiledSteps<ImageRows>> tiled(ImageSize size) {
            return Optional.empty();
        }

        @Override
        public ImageRows failed(@Nullable DecodedImage image, String reason) {
            return ImageRows.error(work.table().error(file, image, reason));
        }
    }
}
