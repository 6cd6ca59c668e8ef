package io.gconv.jobs.show;

/**
 * A picture that is shown.
 *
 * @param file its name
 * @param caption what is seen, as text
 * @param png its bytes
 * @param width in pixels
 */
record Shown(String file, String caption, byte[] png, int width) {

    /** Returns whether it is about the pipeline and not the image. */
    boolean isKernels() {
        return file.startsWith("kernels-");
    }
}
