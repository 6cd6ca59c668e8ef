package io.gconv.image;

import java.awt.image.Raster;
import java.util.List;

/**
 * Decoded samples and what they mean.
 *
 * @param raster the samples as stored, in the stored orientation
 * @param colours what they mean
 * @param warnings what the reader complained about
 */
record Samples(Raster raster, Colours colours, List<String> warnings) {}
