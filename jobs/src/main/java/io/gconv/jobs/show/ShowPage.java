package io.gconv.jobs.show;

import io.gconv.jobs.html.Html;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page with all pictures in it. */
final class ShowPage {

    /** Its name. */
    static final String FILE = "index.html";

    private static final String TITLE = "gconv show: ";

    /** Wider pictures are not shrunk to the width of a phone, but scrolled. */
    private static final int WIDE = 960;

    private final PipelineSpec spec;
    private final String digest;
    private final List<ShownImage> images = new ArrayList<>();

    ShowPage(PipelineSpec spec, String digest) {
        this.spec = spec;
        this.digest = digest;
    }

    /** Returns whether a file is such a page. */
    static boolean isOne(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(1024), StandardCharsets.UTF_8).contains("<title>" + TITLE);
        }
    }

    /** An image on the page: its path, a sentence about its size, and its pictures. */
    private record ShownImage(String path, String size, List<Shown> pictures) {}

    void add(String path, String size, List<Shown> pictures) {
        images.add(new ShownImage(path, size, pictures));
    }

    /** Returns the page. */
    String html() {
        StringBuilder body = new StringBuilder();
        body.append("<h1>Pipeline ").append(Html.text(spec.name())).append("</h1>\n");
        paragraph(body, spec.description());
        body.append("<p class=\"digest\">H = ")
                .append(Html.text(spec.group().label()))
                .append(", digest <code>")
                .append(Html.text(digest))
                .append("</code></p>\n");
        for (ShownImage image : images) {
            body.append("<section>\n<h2>").append(Html.text(image.path())).append("</h2>\n");
            paragraph(body, image.size());
            // the lecture's picture after the image, the sheets below
            image.pictures().stream().filter(ShowPage::comesFirst).forEach(picture -> figure(body, picture));
            image.pictures().stream()
                    .filter(picture -> !comesFirst(picture) && !picture.isKernels())
                    .forEach(picture -> figure(body, picture));
            body.append("</section>\n");
        }
        body.append("<section>\n<h2>Kernels</h2>\n");
        images.get(0).pictures().stream().filter(Shown::isKernels).forEach(picture -> figure(body, picture));
        body.append("</section>\n");
        return Html.page(TITLE + spec.name(), body.toString());
    }

    private static boolean comesFirst(Shown picture) {
        return picture.file().equals("input.png") || picture.file().startsWith("lecture");
    }

    private static void paragraph(StringBuilder body, String text) {
        if (!text.isBlank()) {
            body.append("<p>").append(Html.text(text)).append("</p>\n");
        }
    }

    private static void figure(StringBuilder body, Shown picture) {
        body.append("<figure>\n<div class=\"wide")
                .append(picture.width() >= WIDE ? " sheet" : " paper")
                .append("\">")
                .append(Html.png(picture.png(), picture.file()))
                .append("</div>\n<figcaption>")
                .append(Html.text(picture.caption()))
                .append("</figcaption>\n</figure>\n");
    }
}
