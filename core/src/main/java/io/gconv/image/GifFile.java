package io.gconv.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first frame of a GIF file, of its own size even if the screen is larger. The reader of the Java library gets only the
 * blocks up to the end of that frame.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">CompuServe, <i>GIF89a</i>, 1990</a>
 */
final class GifFile implements ImageFile {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int SCREEN_END = 13;

    private final StoredBytes file;
    private final FileParts frame;
    private final List<String> damages = new ArrayList<>();
    private long controlStart = -1;
    private long width;
    private long height;
    private int channels;

    /** Reads the structure of a file that starts with GIF87a or GIF89a. */
    GifFile(StoredBytes file) throws BadImageException, IOException {
        this.file = file;
        frame = new FileParts(file);
        long position = (long) SCREEN_END + colourTable(at(SCREEN_END - 3));
        copy(0, position);
        while (at(position) == EXTENSION) {
            int type = at(position + 1);
            if (type == GRAPHIC_CONTROL && at(position + 2) == 4) {
                controlStart = position;
            }
            position = endOfBlocks(position + 2);
        }
        if (position >= file.length()) {
            throw new BadImageException("the GIF data ends early");
        }
        if (at(position) != IMAGE) {
            throw new BadImageException(
                    at(position) == TRAILER ? "the GIF file has no image in it" : "the GIF data is damaged");
        }
        readFrame(position);
    }

    private void readFrame(long start) throws BadImageException, IOException {
        if (start + 10 > file.length()) {
            throw new BadImageException("the GIF data ends early");
        }
        width = at(start + 5) | at(start + 6) << 8;
        height = at(start + 7) | at(start + 8) << 8;
        if (controlStart >= 0) {
            copy(controlStart, controlStart + 8);
        }
        long data = start + 10 + colourTable(at(start + 9)) + 1;
        long end = endOfBlocks(data);
        if (end <= file.length()) {
            copy(start, end);
        } else {
            damages.add("the GIF data ends early");
            copy(start, endOfWholeBlocks(data));
            frame.add((byte) 0);
        }
        frame.add((byte) TRAILER);
        channels = LibraryReader.channels("gif", frame, 3);
    }

    /** Returns the length in bytes of the colour table that a byte of flags announces. */
    private static int colourTable(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    /** Returns the end of a sequence of blocks that an empty one ends; after the end of the file if it is cut. */
    private long endOfBlocks(long start) throws IOException {
        long position = start;
        while (position < file.length() && at(position) != 0) {
            position += 1 + at(position);
        }
        return position + 1;
    }

    /** Returns the end of the last whole block of a sequence that is cut. */
    private long endOfWholeBlocks(long start) throws IOException {
        long position = start;
        while (position < file.length() && position + 1 + at(position) <= file.length()) {
            position += 1 + at(position);
        }
        return position;
    }

    private int at(long position) throws IOException {
        return position < file.length() ? file.at(position) : 0;
    }

    private void copy(long start, long end) throws BadImageException {
        if (end > file.length()) {
            throw new BadImageException("the GIF data ends early");
        }
        frame.add(start, end);
    }

    @Override
    public String format() {
        return "GIF";
    }

    @Override
    public ImageHeader header() {
        return ImageHeader.of(width, height, channels, 1, Orientation.UPRIGHT);
    }

    @Override
    public List<String> damages() {
        return damages;
    }

    @Override
    public Samples decode() throws BadImageException, IOException {
        try (LibraryReader reader = new LibraryReader("gif", frame.stream())) {
            Progress progress = new Progress();
            BufferedImage image = reader.image(progress);
            List<String> warnings = new ArrayList<>(reader.warnings());
            if (!progress.isComplete()) {
                warnings.add("the GIF data ends early");
            }
            return new Samples(image.getRaster(), Colours.of(image.getColorModel()), warnings);
        }
    }

    @Override
    public String wholeOnly() {
        return "a GIF";
    }
}
