package io.gconv.image;

import static io.gconv.image.Images.reason;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFormatTest {

    @ParameterizedTest
    @CsvSource({
        "sample.webp, WebP",
        "sample.avif, AVIF",
        "sample.jxl, JPEG XL",
        "sample.qoi, QOI",
        "sample.xcf, GIMP",
        "sample.pcx, PCX",
        "sample.pnm, PNM",
        "not_kitty.jp2, JPEG 2000",
        "not_kitty.jxr, JPEG XR",
    })
    void otherFormatsAreNamed(String file, String name) {
        assertThat(reason(Images.read("other/" + file)))
                .isEqualTo(name + " images are not supported; supported are PNG, JPEG, BMP, GIF and TIFF");
    }

    @Test
    void iconsAndCursorsAreNamed() {
        assertThat(reason(Images.read("other/sample.ico"))).startsWith("ICO icons are not supported");
        assertThat(reason(Images.read("other/sample.cur"))).startsWith("CUR cursors are not supported");
    }

    @ParameterizedTest
    @CsvSource({
        "'<svg xmlns=\"…', SVG images are not supported",
        "'<?xml version=\"1.0\"?><svg>', SVG images are not supported",
        "'%PDF-1.7', PDF documents are not supported",
        "'PK\u0003\u0004....', zip archives are not supported",
        "'\u001f\u008b\u0008.....', gzip archives are not supported",
        "'8BPS....', Photoshop images are not supported",
        "'SIMPLE  =   T', FITS images are not supported",
        "'\u0000\u0000\u0000\u001cftypheic', HEIC images are not supported",
        "'MM\u0000+\u0000\u0008\u0000\u0000', BigTIFF images are not supported",
        "'\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000', the file holds only zero bytes",
        "'\u0000\u0000\u0008\u0003\u0000\u0000\u0000\u0002', "
                + "'a file in IDX (MNIST), not an image; files whose names end in images-idx3-ubyte are read as'",
        "'abc', not an image: only 3 bytes",
        "'{\"error\": \"no\"}', 'not a known image format (starts with ''{\"error\": \"no\"}'')'",
        "'\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009', "
                + "not a known image format (starts with bytes 01 02 03 04 05 06 07 08)",
    })
    void contentIsNamed(String content, String reason) {
        assertThat(reason(content.getBytes(ISO_8859_1))).startsWith(reason);
    }

    @Test
    void commonMistakesAreNamed() {
        assertThat(reason(new byte[0])).isEqualTo("the file is empty");
        assertThat(reason(Images.read("bad/git_lfs_pointer.png"))).isEqualTo("a Git LFS pointer, not the image itself");
        assertThat(reason(Images.read("bad/html_error_page.jpg"))).isEqualTo("an HTML page, not an image");
    }
}
