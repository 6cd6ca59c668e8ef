package io.gconv.jobs.show;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.report.OneLine;
import io.gconv.jobs.report.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Draws the pictures of some images and writes them, with one page that holds them all. */
public final class ShowJob {

    /** Of the heap, for the buffers of a pipeline and the maps it keeps; the rest is for what is drawn from them. */
    private static final double SHARE = 0.6;

    private static final String MORE_MEMORY = "choose a layer with --layer, a smaller --max-side, or more memory, as in"
            + " bin/gconv --driver-memory 8g -- show …";

    private final ShowRequest request;
    private final List<ShownLayer> layers;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * Prepares the job.
     *
     * @throws UserException if a layer does not have a channel that is asked for, or the output holds something else
     */
    public ShowJob(ShowRequest request, PrintWriter out, PrintWriter err) {
        this.request = request;
        this.out = out;
        this.err = err;
        this.layers = ShownLayer.of(request.pipeline()).stream()
                .filter(layer -> request.layers().contains(layer.name()))
                .toList();
        for (ShownLayer layer : layers) {
            for (int channel : request.channels()) {
                if (channel < 0 || channel >= layer.channels()) {
                    throw UserException.usage("--channels " + channel + " is not there: layer " + layer.name()
                            + " has the channels 0 to " + (layer.channels() - 1) + "; --layer chooses a layer");
                }
            }
        }
        checkOutput();
    }

    /** A folder with files is taken only if it has the page of an earlier run: an index.html may be that of a web site. */
    private void checkOutput() {
        Path folder = request.output();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent() && !ShowPage.isOne(folder.resolve(ShowPage.FILE))) {
                throw new UserException(
                        ExitCode.OUTPUT_REFUSED,
                        "--output " + folder
                                + " is not empty and was not written by gconv show; name a new or empty folder");
            }
        } catch (IOException e) {
            throw new UserException(ExitCode.USAGE, "cannot read --output " + folder + ": " + reason(e), e);
        }
    }

    /**
     * Runs the job. What an image fails of is one line; the others are shown.
     *
     * @throws UserException if the output cannot be written
     */
    public ExitCode run() {
        ShowPage page = new ShowPage(request.pipeline().spec(), request.digest());
        FolderNames names = new FolderNames();
        int failed = 0;
        for (Path input : request.inputs()) {
            try {
                show(input, names, page);
            } catch (Unshown e) {
                failed++;
                complain(input, String.valueOf(e.getMessage()));
            } catch (OutOfMemoryError e) { // also of a file of more than 2 GB
                failed++;
                complain(
                        input,
                        "needs more memory than the heap of "
                                + Words.bytes((double) Runtime.getRuntime().maxMemory())
                                + " has, or is a file of more than 2 GB; " + MORE_MEMORY);
            }
        }
        int shown = request.inputs().size() - failed;
        if (shown > 0) {
            Path file = request.output().resolve(ShowPage.FILE);
            write(file, page.html().getBytes(StandardCharsets.UTF_8));
            out.println(Words.count(shown, "image") + " on one page: " + file);
            out.flush();
        }
        return failed == 0 ? ExitCode.DONE : ExitCode.TOO_MANY_ERRORS;
    }

    private void complain(Path input, String reason) {
        err.println("gconv: " + OneLine.of(input + ": " + reason));
        err.flush();
    }

    /** Why an image is not shown. */
    private static final class Unshown extends Exception {

        private static final long serialVersionUID = 1L;

        Unshown(String reason) {
            super(reason);
        }
    }

    private void show(Path input, FolderNames names, ShowPage page) throws Unshown {
        PlanarFeatureMap whole = decode(input);
        PlanarFeatureMap image = whole;
        List<Shown> pictures;
        try {
            image = whole.centre(side(whole.height()), side(whole.width()));
            checkMemory(image);
            pictures = ImagePictures.draw(request, layers, image);
        } catch (IllegalArgumentException e) {
            throw new Unshown(cut(whole, image) + e.getMessage());
        }
        Path folder = request.output().resolve(names.next(input));
        pictures.forEach(picture -> write(folder.resolve(picture.file()), picture.png()));
        String size = image == whole ? "" : "The central " + size(image) + " of " + size(whole) + " pixels.";
        page.add(input.toString(), size, pictures);
        String cropped = image == whole ? "" : ", of its central " + size(image) + " pixels (--max-side)";
        out.println(folder + ": " + Words.count(pictures.size(), "picture") + cropped);
        out.flush();
    }

    private int side(int of) {
        return request.pipeline().fittingSide(of, request.maxSide());
    }

    /** Returns what was left of an image before it was refused; empty if that is the whole of it. */
    private String cut(PlanarFeatureMap whole, PlanarFeatureMap image) {
        if (image == whole) {
            return "";
        }
        boolean isTooLarge = Math.max(whole.height(), whole.width()) > request.maxSide();
        return (isTooLarge ? "--max-side " + request.maxSide() + " leaves" : "pooling leaves") + " the central "
                + size(image) + " of its " + size(whole) + " pixels: ";
    }

    private void checkMemory(PlanarFeatureMap image) throws Unshown {
        double needed = request.pipeline().workingBytes(image.height(), image.width())
                + request.pipeline().mapBytes(image.height(), image.width(), Set.copyOf(request.layers()));
        double there = SHARE * Runtime.getRuntime().maxMemory();
        if (needed > there) {
            throw new Unshown("its feature maps need about " + Words.bytes(needed) + " of memory, more than the "
                    + Words.bytes(there)
                    + " that there are; " + MORE_MEMORY);
        }
    }

    private static String size(PlanarFeatureMap f) {
        return f.width() + " × " + f.height();
    }

    private PlanarFeatureMap decode(Path input) throws Unshown {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(input);
        } catch (IOException e) {
            throw new Unshown("the file cannot be read: " + e.getMessage());
        }
        DecodedImage image = ImageDecoder.decode(
                bytes,
                request.pipeline().spec().input().decodeOptions(request.maxPixels(), DecodeOptions.Leniency.STRICT));
        if (image instanceof DecodedImage.Success success) {
            return success.map();
        }
        throw new Unshown(((DecodedImage.Failure) image).reason());
    }

    private void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.CRASH, "cannot write to --output " + request.output() + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException file) {
            return file.getFile()
                    + (file.getReason() == null
                            ? " cannot be created: is the disk full or read-only, or is permission missing?"
                            : ": " + file.getReason());
        }
        return String.valueOf(e.getMessage());
    }
}
