package io.gconv.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gconv.image.ImageFile.Extent;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Recognises a file by its first bytes, never by its name. */
final class ImageFormat {

    private static final String SUPPORTED = "supported are PNG, JPEG, BMP, GIF and TIFF";
    private static final int LOOK_AHEAD = 1024;
    private static final int SHOWN = 16;

    /** First bytes in ISO 8859-1, where ? is any byte, and what they mean. First match wins. */
    private static final List<String[]> UNSUPPORTED = List.of(
            new String[] {"RIFF????WEBP", "WebP images are"},
            new String[] {"????ftypavif", "AVIF images are"},
            new String[] {"????ftypavis", "AVIF images are"},
            new String[] {"????ftyphei", "HEIC images are"},
            new String[] {"????ftyphev", "HEIC images are"},
            new String[] {"????ftypmif1", "HEIF images are"},
            new String[] {"????ftypmsf1", "HEIF images are"},
            new String[] {"????ftyp", "video files are"},
            new String[] {"\0\0\0\fjP  ", "JPEG 2000 images are"},
            new String[] {"\u00ff\u004f\u00ff\u0051", "JPEG 2000 images are"},
            new String[] {"\0\0\0\fJXL ", "JPEG XL images are"},
            new String[] {"\u00ff\n", "JPEG XL images are"},
            new String[] {"II\u00bc", "JPEG XR images are"},
            new String[] {"II+\0", "BigTIFF images are"},
            new String[] {"MM\0+", "BigTIFF images are"},
            new String[] {"IIU\0", "camera raw images are"},
            new String[] {"IIRO", "camera raw images are"},
            new String[] {"8BPS", "Photoshop images are"},
            new String[] {"gimp xcf", "GIMP images are"},
            new String[] {"SIMPLE  =", "FITS images are"},
            new String[] {"qoif", "QOI images are"},
            new String[] {"icns", "ICNS icons are"},
            new String[] {"DDS ", "DDS textures are"},
            new String[] {"v/1\u0001", "OpenEXR images are"},
            new String[] {"#?RADIANCE", "Radiance HDR images are"},
            new String[] {"/* XPM */", "XPM images are"},
            new String[] {"%PDF", "PDF documents are"},
            new String[] {"%!PS", "PostScript documents are"},
            new String[] {"\u001f\u008b", "gzip archives are"},
            new String[] {"PK\u0003\u0004", "zip archives are"},
            new String[] {"PAR1", "Parquet tables are"},
            new String[] {"\u0089HDF\r\n\u001a\n", "HDF5 files are"});

    private ImageFormat() {}

    /**
     * Reads the structure of a file.
     *
     * @throws BadImageException if it is not of a supported format, or too damaged
     */
    static ImageFile open(StoredBytes file, Extent extent) throws BadImageException, IOException {
        if (file.length() == 0) {
            throw new BadImageException("the file is empty");
        }
        String head = new String(file.copy(0, Math.min(file.length(), LOOK_AHEAD)), ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return new PngFile(file, extent);
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return new JpegFile(file, extent);
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return new GifFile(file);
        }
        if (head.startsWith("BM")) {
            return new BmpFile(file);
        }
        if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
            return new TiffFile(file);
        }
        throw new BadImageException(describe(head, file.length()));
    }

    /** Returns why a file that is of no supported format is not decoded. */
    private static String describe(String head, long length) {
        for (String[] format : UNSUPPORTED) {
            if (matches(head, format[0])) {
                return format[1] + " not supported; " + SUPPORTED;
            }
        }
        String binary = describeBinary(head);
        if (!binary.isEmpty()) {
            return binary + " not supported; " + SUPPORTED;
        }
        String text = head.replace("\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return "a Git LFS pointer, not the image itself";
        }
        if (text.startsWith("<svg") || text.startsWith("<?xml") && text.contains("<svg")) {
            return "SVG images are not supported; " + SUPPORTED;
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "an HTML page, not an image";
        }
        if (head.length() > 3 && head.startsWith("\0\0\b") && head.charAt(3) >= 1 && head.charAt(3) <= 4) {
            return "a file in IDX (MNIST), not an image; files whose names end in images-idx3-ubyte are read as tables where"
                    + " --input names only such files";
        }
        if (head.chars().allMatch(c -> c == 0)) {
            return "the file holds only zero bytes";
        }
        if (length < 8) {
            return "not an image: only " + length + (length == 1 ? " byte" : " bytes");
        }
        return "not a known image format (starts with " + quote(head) + "); " + SUPPORTED;
    }

    /** Formats with less certain first bytes. */
    private static String describeBinary(String head) {
        if (head.length() > 6 && head.startsWith("\0\0") && head.charAt(3) == 0 && head.charAt(5) == 0) {
            if (head.charAt(2) == 1) {
                return "ICO icons are";
            }
            if (head.charAt(2) == 2 && head.charAt(4) != 0) {
                return "CUR cursors are";
            }
        }
        if (head.length() > 3 && head.charAt(0) == 'P' && "1234567".indexOf(head.charAt(1)) >= 0) {
            return Character.isWhitespace(head.charAt(2)) ? "PNM images are" : "";
        }
        if (head.length() > 3 && head.charAt(0) == '\n' && head.charAt(1) <= 5 && head.charAt(2) == 1) {
            return "PCX images are";
        }
        return "";
    }

    private static boolean matches(String head, String pattern) {
        if (head.length() < pattern.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '?' && pattern.charAt(i) != head.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String quote(String head) {
        String start = head.substring(0, Math.min(head.length(), SHOWN));
        if (start.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return "'" + start + "'";
        }
        StringBuilder hex = new StringBuilder("bytes");
        start.chars().limit(8).forEach(c -> hex.append(String.format(Locale.ROOT, " %02x", c)));
        return hex.toString();
    }
}
