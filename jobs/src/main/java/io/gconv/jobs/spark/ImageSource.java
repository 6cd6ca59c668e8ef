package io.gconv.jobs.spark;

import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Where images come from. What identifies an image is called its path, also in a table. */
sealed interface ImageSource permits FileSource, TableSource {

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

    /** Returns what is left to do. */
    Pending pending(Published published);

    /**
     * Returns all images, distributed.
     *
     * @param partitions how many, or 0 for a good number
     */
    JavaRDD<InputImage> images(int partitions, Broadcast<SerializableConfiguration> hadoop);

    /**
     * What is left to do.
     *
     * @param source the images that have no rows yet
     * @param changed how many of the others are not what their rows were made of
     */
    record Pending(ImageSource source, long changed) {}
}
