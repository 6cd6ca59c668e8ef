package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gconv.jobs.Gconv.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are cut into waves, killed, continued, refreshed, and started twice. */
class ResumeTest {

    @TempDir
    private Path folder;

    private Path in() {
        return folder.resolve("in");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private void images(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Gconv.image(in().resolve("image" + i + ".png"), 12 + i % 7, 16);
        }
        Files.writeString(in().resolve("broken.png"), "no image");
    }

    private static List<String> rows(Path output, String table) {
        return Gconv.table(output.resolve(table)).drop("wave").collectAsList().stream()
                .map(Row::json)
                .toList();
    }

    private static List<Config> runs(Path output) throws IOException {
        List<Config> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(output.resolve("_gconv"))) {
            files.filter(file -> file.getFileName().toString().startsWith("run-"))
                    .sorted(Comparator.naturalOrder())
                    .forEach(file -> runs.add(ConfigFactory.parseFile(file.toFile())));
        }
        return runs;
    }

    @Test
    void rowsDoNotDependOnTheWaves() throws IOException {
        images(6);
        Path whole = folder.resolve("whole");
        assertThat(Gconv.extract(in(), whole, "--maps", "lift", "--wave-images", "100")
                        .exitCode())
                .isZero();
        assertThat(Gconv.extract(in(), out(), "--maps", "lift", "--wave-images", "3")
                        .exitCode())
                .isZero();
        assertThat(rows(out(), "features")).hasSize(7).isEqualTo(rows(whole, "features"));
        assertThat(rows(out(), "maps")).hasSize(6).isEqualTo(rows(whole, "maps"));
        Config run = runs(out()).get(0);
        assertThat(run.getString("state")).isEqualTo("finished");
        assertThat(run.getConfigList("waves")).hasSize(3);
        assertThat(run.getInt("counts.images")).isEqualTo(7);
        assertThat(out().resolve("_gconv/lock")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "direct"})
    void aRefreshedOutputIsThatOfANewRun(String publication) throws IOException {
        images(6);
        Gconv.extract(in(), out(), "--maps", "lift", "--publication", publication, "--wave-images", "3");
        Gconv.image(in().resolve("image1.png"), 17, 18);
        Files.setLastModifiedTime(in().resolve("image1.png"), FileTime.fromMillis(86_400_000));
        Files.delete(in().resolve("image4.png"));
        Files.move(in().resolve("broken.png"), in().resolve("broken.text"));
        Gconv.image(in().resolve("new.png"), 20, 20);

        Result kept = Gconv.extract(in(), out(), "--maps", "lift");
        assertThat(kept.out())
                .contains("1 image changed", "--refresh computes them anew", "2 published images not found");
        assertThat(rows(out(), "features")).hasSize(8);

        Result refreshed = Gconv.extract(in(), out(), "--maps", "lift", "--publication", publication, "--refresh");
        assertThat(refreshed.err()).isEmpty();
        assertThat(refreshed.exitCode()).isZero();
        assertThat(refreshed.out()).contains("1 image in", "; rows of 2 images removed", "computed anew");
        Path fresh = folder.resolve("fresh");
        Gconv.extract(in(), fresh, "--maps", "lift");
        assertThat(rows(out(), "features")).hasSize(6).isEqualTo(rows(fresh, "features"));
        assertThat(rows(out(), "maps")).hasSize(6).isEqualTo(rows(fresh, "maps"));
        assertThat(Gconv.extract(in(), out(), "--maps", "lift", "--refresh").out())
                .startsWith("nothing to do");
    }

    @Test
    void aRefreshThatOnlyRemovesRowsSaysSo() throws IOException {
        images(2);
        Gconv.extract(in(), out());
        Files.delete(in().resolve("broken.png"));
        Result result = Gconv.extract(in(), out(), "--refresh");
        assertThat(result.out())
                .startsWith("removed the rows of 1 image; nothing else to do: 2 images published already")
                .contains("1 published image not found any more; removed the rows of 1, whose files are gone");
        assertThat(rows(out(), "features")).hasSize(2);
        assertThat(runs(out()).stream().map(run -> run.getInt("inputs.removed")))
                .containsExactlyInAnyOrder(0, 1);
        assertThat(Gconv.extract(in(), out(), "--refresh").out()).startsWith("nothing to do: 2 images");
    }

    @Test
    void aFileThatIsOnlyNotListedAnyMoreKeepsItsRow() throws IOException {
        images(1);
        Files.move(in().resolve("broken.png"), in().resolve("broken.text"));
        Gconv.extract(in(), out(), "--all-files");
        Gconv.extract(in(), out(), "--refresh");
        assertThat(rows(out(), "features")).hasSize(2);
    }

    @Test
    void rowsThatAreWrittenDirectlyCountOnlyWithTheirMarker() throws IOException {
        images(4);
        Path whole = folder.resolve("whole");
        Gconv.extract(in(), whole);
        Gconv.extract(in(), out(), "--publication", "direct", "--wave-images", "2");
        assertThat(rows(out(), "features")).isEqualTo(rows(whole, "features"));
        try (Stream<Path> waves = Files.list(out().resolve("features"))) {
            Path first = waves.sorted().toList().get(0);
            Files.delete(first.resolve("_SUCCESS")); // as if its run had died just before
        }
        Result again = Gconv.extract(in(), out(), "--publication", "direct");
        assertThat(again.out()).startsWith("2 images in").contains("3 images published already");
        assertThat(rows(out(), "features")).isEqualTo(rows(whole, "features"));
    }

    @Test
    void anOutputThatCannotBeWrittenIsOneLineAndExitCode1() throws IOException {
        images(1);
        Files.createDirectories(out());
        Files.writeString(out().resolve("_gconv"), "a file where the folder should be");
        Result result = Gconv.extract(in(), out());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("cannot write to --output");
    }

    @EnabledOnOs(OS.LINUX) // where a file can be full
    @Test
    void aFullDiskIsOneLineAndExitCode1() throws IOException {
        images(1);
        assertThat(audit().exitCode()).isZero();
        Files.createSymbolicLink(out().resolve(".report.html.tmp"), Path.of("/dev/full"));
        Result result = audit();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("gconv: failed: No space left on device: that of --output, or");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(out().resolve("_gconv/lock")).doesNotExist();
        assertThat(out().resolve(".report.html.tmp")).doesNotExist();
        assertOneFailed("No space left on device");
    }

    /** A disk may be full of what the run itself has published. */
    @Test
    void onlyMapsThatAreNotPublishedNeedSpace() throws IOException {
        images(3);
        Gconv.extract(in(), out(), "--maps", "lift");
        System.setProperty(QuickLocalFileSystem.FREE, "0");
        try {
            assertThat(Gconv.extract(in(), out(), "--maps", "lift").out()).startsWith("nothing to do");
            Gconv.image(in().resolve("new.png"), 20, 20);
            Path other = folder.resolve("other");
            for (Path output : List.of(out(), other)) {
                Result result = Gconv.extract(in(), output, "--maps", "lift");
                assertThat(result.exitCode()).isEqualTo(2);
                assertThat(result.err().lines()).singleElement().asString().contains("--maps lift would write about");
            }
            assertThat(other).doesNotExist();
            assertThat(runs(out())).hasSize(2);
        } finally {
            System.clearProperty(QuickLocalFileSystem.FREE);
        }
        assertThat(Gconv.extract(in(), out(), "--maps", "lift").out()).startsWith("1 image in");
    }

    @Test
    void aRunThatFailsWhileItPublishesSaysWhyInItsRunFile() throws IOException {
        images(1);
        Gconv.extract(in(), out(), "--maps", "lift");
        Files.move(out().resolve("maps"), folder.resolve("maps"));
        Files.writeString(out().resolve("maps"), "a file where a folder is to be");
        Gconv.image(in().resolve("new.png"), 20, 20);
        Result result = Gconv.extract(in(), out(), "--maps", "lift");
        assertThat(result.exitCode()).isEqualTo(1);
        assertOneFailed(out().resolve("maps").toString());
        assertThat(rows(out(), "features")).hasSize(2);
        Files.delete(out().resolve("maps"));
        Files.move(folder.resolve("maps"), out().resolve("maps"));
        assertThat(Gconv.extract(in(), out(), "--maps", "lift").out()).startsWith("1 image in");
        assertThat(rows(out(), "maps")).hasSize(2);
    }

    private void assertOneFailed(String reason) throws IOException {
        List<Config> failed = runs(out()).stream()
                .filter(run -> run.getString("state").equals("failed"))
                .toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).getInt("exit_code")).isEqualTo(1);
        assertThat(failed.get(0).getString("reason")).contains(reason).doesNotContain("\n");
        assertThat(failed.get(0).getConfigList("waves")).isEmpty();
    }

    private Result audit() {
        String[] fixed = {"audit", "--transform", "rotation 90", "--no-controls", "--pipeline", Gconv.pipeline("tiny")};
        Gconv.spark();
        return Gconv.run(
                Stream.concat(Stream.of(fixed), Stream.of("--input", in().toString(), "--output", out().toString()))
                        .toArray(String[]::new));
    }

    @EnabledOnOs(OS.LINUX) // where a process tells when it started
    @Test
    void aKilledDriverIsContinuedAndALivingOneIsNotDisturbed() throws IOException, InterruptedException {
        images(60);
        Path whole = folder.resolve("whole");
        Gconv.extract(in(), whole, "--maps", "lift");
        int kills = 0;
        for (int published = 0; published < 2; published = waves()) { // of 12
            Process driver = start();
            try {
                while (driver.isAlive() && waves() <= published) {
                    Thread.sleep(5);
                }
                if (kills == 0) {
                    Result second = Gconv.extract(in(), out(), "--maps", "lift");
                    assertThat(second.exitCode()).isEqualTo(4);
                    assertThat(second.err()).contains("is in use by run", "pid " + driver.pid());
                }
            } finally {
                driver.destroyForcibly().waitFor();
            }
            kills++;
        }
        Result last = Gconv.extract(in(), out(), "--maps", "lift");
        assertThat(last.exitCode()).isZero();
        assertThat(last.err()).contains("taking over from run");
        assertThat(rows(out(), "features")).hasSize(61).isEqualTo(rows(whole, "features"));
        assertThat(rows(out(), "maps")).hasSize(60).isEqualTo(rows(whole, "maps"));
        assertThat(runs(out()).stream().map(run -> run.getString("state"))).contains("running", "finished");
        assertThat(out().resolve("_staging")).doesNotExist();
    }

    @EnabledOnOs(OS.LINUX) // where a process can be asked to end
    @Test
    void aDriverThatIsStoppedLeavesNothingHalfDone() throws IOException, InterruptedException {
        images(60);
        Process driver = start();
        try {
            while (driver.isAlive() && waves() == 0) {
                Thread.sleep(5);
            }
            driver.destroy();
            assertThat(driver.waitFor()).isEqualTo(128 + 15);
        } finally {
            driver.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("driver.txt")))
                .contains("stopping")
                .doesNotContain("failed");
        assertThat(out().resolve("_staging")).doesNotExist();
        assertThat(out().resolve("_gconv/lock")).doesNotExist();
        assertThat(runs(out()).get(0).getString("state")).isEqualTo("stopped");
        assertThat(waves()).isBetween(1, 11);
    }

    private int waves() throws IOException {
        Path table = out().resolve("features");
        if (!Files.exists(table)) {
            return 0;
        }
        try (Stream<Path> waves = Files.list(table)) {
            return (int) waves.count();
        }
    }

    /** Starts a driver of its own. */
    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it is killed before better code would pay
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of(
                "-Dspark.master=local[2]",
                "-Dspark.ui.enabled=false",
                "-Dspark.driver.host=127.0.0.1",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of("extract", "--input", in().toString(), "--output", out().toString()));
        command.addAll(List.of("--pipeline", Gconv.pipeline("tiny"), "--maps", "lift", "--wave-images", "5"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("driver.txt").toFile())
                .start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--refresh|missing and changed images are computed, rows of files that are gone are removed",
                "--retry-errors|missing images are computed, and errors anew",
                "--refresh --retry-errors|missing and changed images are computed, and errors anew,"
                        + " rows of files that are gone are removed",
            })
    void aPlanSaysWhatBecomesOfRows(String options, String plan) throws IOException {
        images(1);
        String[] more = (options + " --dry-run").split(" ");
        assertThat(Gconv.extract(in(), out(), more).out()).endsWith(out() + "\n");
        Gconv.extract(in(), out());
        assertThat(Gconv.extract(in(), out(), more).out()).endsWith(", which has rows already: " + plan + "\n");
    }

    @Test
    void aSampleComesFirstAndTheOthersLater() throws IOException {
        Path in = folder.resolve("sampled");
        Path out = folder.resolve("sample");
        for (int i = 0; i < 6; i++) {
            Gconv.image(in.resolve(i + ".png"), 16, 16);
        }
        assertThat(Gconv.extract(in, out, "--sample", "2").out()).startsWith("2 images in");
        assertThat(Gconv.extract(in, out, "--dry-run").out())
                .endsWith(out + ", which has rows already: only missing images are computed\n");
        assertThat(Gconv.extract(in, out).out()).startsWith("4 images in").contains("; 2 images published already");
    }
}
