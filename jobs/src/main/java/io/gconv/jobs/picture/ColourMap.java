package io.gconv.jobs.picture;

/** Colours for numbers from 0 to 1, by interpolation between anchors; readable by colour-blind people, and in gray. */
public enum ColourMap {
    /** Black to white: images. */
    GRAY(0x000000, 0xffffff),
    /** White to dark blue, ever darker: values from 0. */
    SEQUENTIAL(0xffffff, 0xc6dbef, 0x6baed6, 0x2171b5, 0x08306b),
    /** Dark orange over white to dark blue, with ½ for zero; both sides are equally dark: values with a sign. */
    DIVERGING(0x8c2800, 0xe27732, 0xfabe82, 0xffffff, 0xadcee6, 0x5a9bcd, 0x0a4b91);

    private static final int[] SHIFTS = {16, 8, 0};

    private final int[] anchors;

    ColourMap(int... anchors) {
        this.anchors = anchors;
    }

    /** Returns the colour as 0xRRGGBB; what is beyond 0 and 1 has the colour of the end. */
    public int rgb(double unit) {
        double at = Math.max(0, Math.min(1, unit)) * (anchors.length - 1);
        int i = Math.min((int) at, anchors.length - 2);
        int rgb = 0;
        for (int shift : SHIFTS) {
            int from = anchors[i] >> shift & 0xff;
            int to = anchors[i + 1] >> shift & 0xff;
            rgb |= (int) Math.round(from + (at - i) * (to - from)) << shift;
        }
        return rgb;
    }
}
