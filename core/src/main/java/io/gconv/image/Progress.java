package io.gconv.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Remembers how much of an image a reader has decoded, which tells a cut image from a whole one where no warning does. */
final class Progress implements IIOReadProgressListener {

    private float percentageDone;

    /** Returns whether all rows have been decoded. */
    boolean isComplete() {
        return percentageDone > 99.9999f; // of at most 2¹⁶ rows, up to rounding
    }

    @Override
    public void imageProgress(ImageReader source, float percentage) {
        percentageDone = percentage;
        if (percentage > 100.001f) { // at least a row too much, and there may be no end of them
            source.abort();
        }
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentage) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
