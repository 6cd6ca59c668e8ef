package io.gconv.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.output.OutputFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputListerTest {

    private static final ListingOptions DEFAULTS = new ListingOptions(false, false, "file:/nowhere");

    @TempDir
    private Path folder;

    @BeforeEach
    void touchFiles() throws IOException {
        for (String name : List.of(
                "a.png",
                "b.TIFF",
                "c.txt",
                "noextension",
                ".hidden.png",
                "_temporary/d.png",
                "_DSC1.JPG",
                "_SUCCESS",
                "k=1/e.jpg",
                "k=2/sub/f.gif",
                "_k=3/g.bmp")) {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, name);
        }
    }

    private List<String> names(InputListing listing) {
        String root = "file:" + folder + "/";
        return listing.files().stream()
                .map(file -> file.path().replace(root, ""))
                .toList();
    }

    private InputListing list(ListingOptions options, String... inputs) {
        return InputLister.list(request(inputs), List.of(), options, new Configuration(), more -> {});
    }

    private static InputRequest request(String... inputs) {
        return new InputRequest(List.of(inputs), List.of(), InputFormat.AUTO, false, false, "", "", List.of());
    }

    @Test
    void aFolderYieldsImagesByExtension() {
        InputListing listing = list(DEFAULTS, folder.toString());
        assertThat(names(listing))
                .containsExactly("_DSC1.JPG", "_k=3/g.bmp", "a.png", "b.TIFF", "k=1/e.jpg", "k=2/sub/f.gif");
        assertThat(listing.skippedByExtension()).containsOnlyKeys("txt", "no extension");
        assertThat(listing.hidden()).isEqualTo(3);
        assertThat(listing.columns()).containsExactly("_k", "k");
        assertThat(listing.skippedInWords()).isEqualTo("2 other files (no extension 1, txt 1) and 3 hidden");
    }

    @Test
    void whatIsSkippedInOverlappingInputsIsCountedOnce() {
        InputListing listing = list(DEFAULTS, folder + "/k=2", folder.toString(), folder.toString(), folder + "/k=*");
        assertThat(listing.skippedInWords()).isEqualTo("2 other files (no extension 1, txt 1) and 3 hidden");
    }

    /** Hadoop's listing has neither. */
    @Test
    void linksToNothingAndNamesThatAreNoTextAreFilesThatCannotBeRead() throws Exception {
        Files.createSymbolicLink(folder.resolve("gone.png"), Path.of("/nowhere/gone.png"));
        Files.createSymbolicLink(folder.resolve("gone.txt"), Path.of("/nowhere/gone.txt"));
        Process touch = new ProcessBuilder("sh", "-c", "touch \"$(printf 'caf\\351.png')\"")
                .directory(folder.toFile())
                .start();
        assertThat(touch.waitFor()).isZero();
        InputListing listing = list(DEFAULTS, folder.toString());
        assertThat(names(listing)).hasSize(8).contains("gone.png", "caf\uFFFD.png");
        assertThat(listing.files().stream().filter(file -> file.problem() != null))
                .extracting(InputFile::problem)
                .containsExactly(
                        "cannot be opened: its name is not valid in the encoding of file names, UTF-8 for example",
                        "is a link to what does not exist");
        assertThat(listing.skippedByExtension()).containsEntry("txt", 2L);
    }

    /** A folder that stands for NULL gives a label as well. */
    @ParameterizedTest
    @ValueSource(strings = {"cat", "__HIVE_DEFAULT_PARTITION__"})
    void labelsHaveOnePlace(String label) throws IOException {
        Path labelled = Files.createDirectories(folder.resolve("label=" + label));
        Files.writeString(labelled.resolve("x.png"), "x");
        assertThatThrownBy(() -> list(new ListingOptions(false, true, ""), folder.toString()))
                .hasMessage("--folder-label and the folders file:" + labelled
                        + " both give the column label; leave the flag out");
    }

    @Test
    void allFilesMeansAllButHiddenOnes() {
        assertThat(names(list(new ListingOptions(true, false, ""), folder.toString())))
                .contains("c.txt", "noextension")
                .doesNotContain(".hidden.png");
    }

    @Test
    void whatIsNamedOrMatchedIsTaken() {
        assertThat(names(list(DEFAULTS, folder + "/c.txt", folder + "/.hidden.png", folder + "/no*")))
                .containsExactly(".hidden.png", "c.txt", "noextension");
    }

    @Test
    void aFileIsListedOnceWithTheColumnsOfTheFartherRoot() {
        InputListing listing = list(DEFAULTS, folder + "/k=1", folder.toString(), folder + "/k=1/e.jpg");
        assertThat(names(listing)).containsOnlyOnce("k=1/e.jpg");
        InputFile file = listing.files().stream()
                .filter(f -> f.path().endsWith("e.jpg"))
                .findFirst()
                .orElseThrow();
        assertThat(file.columns().get(listing.columns().indexOf("k"))).isEqualTo("1");
    }

    @Test
    void whatAGlobMatchesAndWhatIsBelowItIsSearched() {
        String root = "file:" + folder + "/";
        InputListing files = list(DEFAULTS, folder + "/{a,k=?/e}.[jp]*g");
        assertThat(List.of("a.png", "a.jpg", "k=7/e.png")).allMatch(path -> files.searched(root + path));
        assertThat(List.of("b.png", "a.gif", "sub/a.png", "k=7/a.png", "k=77/e.png", "aXpng"))
                .noneMatch(path -> files.searched(root + path));
        InputListing folders = list(DEFAULTS, folder + "/k=*", folder + "/a.png");
        assertThat(List.of("k=1/gone.png", "k=3/gone.png", "k=3/sub/gone.png"))
                .allMatch(path -> folders.searched(root + path));
        assertThat(List.of("a.jpg", "_k=3/g.png", "sub/k=1/e.jpg")).noneMatch(path -> folders.searched(root + path));
    }

    @ParameterizedTest
    @CsvSource({"file:/, file:/", "s3a://bucket/, s3a://bucket/", "file:/data, file:/data/", "/, /"})
    void aFolderGetsASlashUnlessItIsARoot(String folder, String withSlash) {
        assertThat(InputLister.withSlash(new org.apache.hadoop.fs.Path(folder))).isEqualTo(withSlash);
    }

    /** Such as a bucket, here a view of some files. */
    @ParameterizedTest
    @ValueSource(strings = {"viewfs://b/", "viewfs://b/*", "viewfs://b/a.png"})
    void imagesInTheRootOfAFileSystemAreThere(String input) throws IOException {
        Files.writeString(folder.resolve("list"), "b.TIFF\n");
        Configuration hadoop = new Configuration();
        hadoop.setBoolean("fs.viewfs.impl.disable.cache", true);
        for (String name : List.of("a.png", "b.TIFF", "list")) {
            hadoop.set("fs.viewfs.mounttable.b.link./" + name, "file:" + folder + "/" + name);
        }
        Manifest manifest = Manifest.text("viewfs://b/list", hadoop);
        InputListing listing = InputLister.list(request(input), List.of(manifest), DEFAULTS, hadoop, more -> {});
        assertThat(listing.files().stream().map(InputFile::path))
                .contains("viewfs://b/a.png", "viewfs://b/b.TIFF")
                .noneMatch(path -> path.contains("b//"));
        assertThat(listing.files().stream().map(InputFile::problem)).containsOnlyNulls();
        assertThat(listing.searched("viewfs://b/c.png")).isEqualTo(!input.endsWith("a.png"));
    }

    @Test
    void aFolderWhoseNameLooksLikeAGlobIsSearchedAsItself() throws IOException {
        Files.createDirectories(folder.resolve("[ab]"));
        Files.writeString(folder.resolve("[ab]/c.png"), "");
        InputListing listing = list(DEFAULTS, folder + "/[ab]");
        assertThat(listing.searched("file:" + folder + "/[ab]/gone.png")).isTrue();
        assertThat(listing.searched("file:" + folder + "/a/gone.png")).isFalse();
    }

    @Test
    void aGlobIsRootedBeforeItsFirstWildCard() {
        InputListing listing = list(DEFAULTS, folder + "/k=*/*.jpg");
        assertThat(listing.columns()).containsExactly("k");
        assertThat(list(DEFAULTS, folder + "/k=1").columns()).isEmpty();
    }

    @Test
    void aLinkIntoACircleIsNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("k=1/loop"), folder);
        assertThat(names(list(DEFAULTS, folder.toString()))).hasSize(6);
    }

    /** 16 threads find what one finds: files, their order, columns, and what was skipped; progress tells of all. */
    @Test
    void manyFoldersAtOnceAreListedAsOneAfterTheOther() throws IOException {
        Random random = new Random(7);
        Path tree = folder.resolve("tree");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            String inner = random.nextBoolean() ? "" : "k=" + random.nextInt(5) + "/";
            String name = "f" + random.nextInt(60) + "/" + inner + "n" + i + (i % 7 == 0 ? ".txt" : ".png");
            Path file = tree.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.createFile(file);
        }
        try (Stream<Path> walk = Files.walk(tree)) {
            walk.filter(file -> file.toString().endsWith(".png"))
                    .forEach(file -> expected.add(tree.relativize(file).toString()));
        }
        expected.sort(Comparator.naturalOrder());
        LongAdder told = new LongAdder();
        for (int repeat = 0; repeat < 5; repeat++) {
            told.reset();
            InputListing listing =
                    InputLister.list(request(tree.toString()), List.of(), DEFAULTS, new Configuration(), told::add);
            assertThat(names(listing).stream().map(name -> name.replace("tree/", "")))
                    .isEqualTo(expected);
            assertThat(told.sum()).isEqualTo(expected.size());
            assertThat(listing.skippedByExtension()).isEqualTo(Map.of("txt", 2000L - expected.size()));
            for (InputFile file : listing.files()) {
                assertThat(file.columns()).isEqualTo(Collections.singletonList(columnIn(file.path())));
            }
        }
    }

    private static @Nullable String columnIn(String path) {
        int at = path.indexOf("/k=");
        return at < 0 ? null : path.substring(at + 3, at + 4);
    }

    /** Every answer waits for another question. */
    @Test
    void filesThatMayBeGoneAreLookedForSeveralAtATime() {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.paired.impl", Paired.class.getName());
        LongAdder told = new LongAdder();
        List<String> paths = Stream.of("a.png", "x#1", "b.TIFF", "c")
                .map(n -> "paired:" + folder + "/" + n)
                .toList();
        assertThat(InputLister.gone(paths, hadoop, told::add)).containsExactly(paths.get(1), paths.get(3));
        assertThat(told.sum()).isEqualTo(paths.size());
    }

    /** A file system that tells whether two files exist when it has been asked for both. */
    static final class Paired extends RawLocalFileSystem {

        private static final CyclicBarrier BARRIER = new CyclicBarrier(2);

        @Override
        public boolean exists(org.apache.hadoop.fs.Path path) throws IOException {
            try {
                BARRIER.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IOException("nobody else asks", e);
            }
            return Files.exists(Path.of(path.toUri().getPath()));
        }

        @Override
        public URI getUri() {
            return URI.create("paired:///");
        }
    }

    /** Who runs gconv by a schedule tries again after a crash, and not after wrong usage. */
    @Test
    void whatMayPassIsNoWrongUsage() {
        Configuration hadoop = new Configuration();
        hadoop.setClass("fs.busy.impl", Busy.class, FileSystem.class);
        assertThatThrownBy(() -> InputLister.list(request("busy:/in"), List.of(), DEFAULTS, hadoop, more -> {}))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CRASH))
                .hasMessage("cannot list --input busy:/in: Slow Down");
        assertThatThrownBy(() -> InputLister.list(request("busy:/denied"), List.of(), DEFAULTS, hadoop, more -> {}))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
        assertThatThrownBy(() -> OutputFolder.open("busy:/out", hadoop, OutputFolder.Layout.EXTRACT)
                        .checkColumns(List.of()))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CRASH));
    }

    @Test
    void aFileOfAStoreThatCannotBeAskedIsNotGone() {
        Configuration hadoop = new Configuration();
        hadoop.setClass("fs.busy.impl", Busy.class, FileSystem.class);
        assertThatThrownBy(() -> InputLister.gone(List.of("busy:/in/a.png"), hadoop, more -> {}))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CRASH))
                .hasMessage("cannot look whether busy:/in/a.png still exists: Slow Down");
    }

    /** A store that is asked too often. */
    static final class Busy extends RawLocalFileSystem {

        @Override
        public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
            if (path.getName().equals("denied")) {
                throw new AccessDeniedException("no");
            }
            throw new IOException("Slow Down\nrequest 7");
        }

        @Override
        public boolean exists(org.apache.hadoop.fs.Path path) throws IOException {
            throw new IOException("Slow Down");
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) throws IOException {
            throw new IOException("Slow Down");
        }

        @Override
        public URI getUri() {
            return URI.create("busy:///");
        }
    }

    @ParameterizedTest
    @CsvSource({"a%2Fb, a/b", "50%, 50%", "%zz, %zz", "%41%42, AB", "%C3%BC, ü", "%FF, %FF", "100%25, 100%", "'', ''"})
    void escapesOfHiveAreUndone(String escaped, String plain) {
        assertThat(FolderColumns.unescape(escaped)).isEqualTo(plain);
    }
}
