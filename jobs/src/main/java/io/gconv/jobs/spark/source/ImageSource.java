package io.gconv.jobs.spark.source;

import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFacts;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.spark.source.WaveOptions.Stale;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Where images come from. What identifies an image is called its path, also in a table. */
public sealed interface ImageSource permits FileSource, TableSource {

    /** Returns what is known of all images. */
    InputFacts facts();

    /** Returns the columns that are carried through. */
    StructType columns();

    /** Returns what to say if the name of a carried column is taken. */
    UserException clash(String column);

    /** Returns this source with at most {@code count} images, a sample in the sense of {@link Samples}. */
    ImageSource sample(int count);

    /** Returns the paths of such a sample; a serialisable set. */
    Set<String> samplePaths(int count);

    /** Returns a few images, to judge the others by. */
    List<InputImage> few(int count, Configuration hadoop);

    /** Returns an image by its path. */
    Optional<InputImage> find(String path, Configuration hadoop);

    /**
     * Returns what is left to do, and which rows must go first.
     *
     * @param published must not be closed before the images that are left are read
     * @param progress is told how many files were looked for that were not listed, from any thread
     */
    Pending pending(Published published, Set<Stale> stale, LongConsumer progress);

    /** Returns the images to be taken wave by wave. */
    WaveQueue queue();

    /** Returns files of which tasks can read parts, those from {@code bytes} on. */
    List<InputFile> filesFrom(long bytes);

    /** Returns this source without the files with these paths. */
    ImageSource without(Set<String> paths);

    /**
     * Returns all images, distributed.
     *
     * @param partitions how many, or 0 for a good number
     */
    JavaRDD<InputImage> images(int partitions, Broadcast<SerializableConfiguration> hadoop);

    /**
     * What is left to do.
     *
     * @param source the images that have no rows
     * @param outdated which rows are not what the inputs are now
     * @param stale the paths of rows that must go, of whatever reason; those of images are computed after that
     */
    record Pending(ImageSource source, Outdated outdated, List<String> stale) {

        /** Returns how many images are to be computed: those without rows, and those whose rows must go. */
        public long images() {
            return source.facts().images() + stale.size() - outdated.removed();
        }
    }

    /**
     * How many published rows are not what the inputs are now, or may not be.
     *
     * @param changed how many images are not what their rows were made of, without those that are tried again
     * @param retried how many images have rows that must go because they are errors
     * @param absent how many rows are of files that the folders and globs would lead to, but were not found
     * @param removed how many images have rows that must go because their files do not exist any more
     */
    record Outdated(long changed, long retried, long absent, long removed) {}
}
