package io.gconv.jobs.output;

import static io.gconv.jobs.output.TestOutputs.PATIENCE;
import static io.gconv.jobs.output.TestOutputs.dead;
import static io.gconv.jobs.output.TestOutputs.folder;
import static io.gconv.jobs.output.TestOutputs.living;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.output.OutputLock.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may open the waves of an output. */
class WavesLockTest {

    private static final Patience PATIENT = new Patience(Duration.ofMillis(20), Duration.ofMinutes(5));

    @TempDir
    private java.nio.file.Path temp;

    @Test
    void whileOneRunIsAtWorkAnotherIsRefusedWithItsName() throws IOException {
        OutputFolder folder = folder(living(), temp);
        try (Waves first = open(folder, Publication.AUTO)) {
            assertThat(first.published()).isEmpty();
            assertThatThrownBy(() -> open(folder(living(), temp), Publication.AUTO))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT_REFUSED))
                    .hasMessageContaining("is in use by run r1 of")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        open(folder, Publication.AUTO).close();
        assertThat(Files.list(temp.resolve("_gconv"))).isEmpty();
    }

    @Test
    void aLockIsTakenOverFromADeadProcessOfThisMachineAtOnce() throws IOException {
        LockOwner me = LockOwner.thisProcess("r1", "local-1");
        LockOwner dead = dead(LockOwner.thisProcess("r0", "local-0"));
        write(living(), new Path(temp + "/_gconv/lock"), dead);
        List<String> said = new ArrayList<>();
        Waves.open(folder(living(), temp), Publication.AUTO, me, Patience.DEFAULT, said::add)
                .close();
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).startsWith("taking over from run r0 of " + me.user() + " (host " + me.host());
    }

    @Test
    void aLockIsTakenOverFromAnotherMachineOnlyWhenItGivesNoSignOfLife() throws IOException, InterruptedException {
        LockOwner me = LockOwner.thisProcess("r1", "local-1");
        LockOwner far = new LockOwner("far", "r0", "far", "anna", "app", 1, 1, "another boot", Instant.EPOCH);
        write(living(), new Path(temp + "/_gconv/lock"), far);
        Thread alive = alive(far);
        List<String> said = new ArrayList<>();
        assertThatThrownBy(() -> Waves.open(folder(living(), temp), Publication.AUTO, me, PATIENT, said::add))
                .hasMessageContaining("is in use by run r0 of anna (host far, pid 1, app, since 1970-01-01T00:00:00Z)");
        alive.interrupt();
        alive.join();
        assertThat(said).hasSize(1);
        Waves.open(folder(living(), temp), Publication.AUTO, me, PATIENCE, said::add)
                .close();
        assertThat(said.get(said.size() - 1)).startsWith("taking over from run r0 of anna");
    }

    /** Such as that of a living process after somebody has set the clock, by which its start is counted. */
    @Test
    void aProcessWithTheNumberButAnotherStartIsDeadOnlyWhenItGivesNoSignOfLife()
            throws IOException, InterruptedException {
        LockOwner me = LockOwner.thisProcess("r1", "local-1");
        LockOwner other = new LockOwner(
                "other", "r0", me.host(), "anna", "app", me.pid(), me.processStart() - 1, me.processes(), me.since());
        write(living(), new Path(temp + "/_gconv/lock"), other);
        Thread alive = alive(other);
        assertThatThrownBy(() -> Waves.open(folder(living(), temp), Publication.AUTO, me, PATIENT, said -> {}))
                .hasMessageContaining("is in use by run r0 of anna");
        alive.interrupt();
        alive.join();
        Waves.open(folder(living(), temp), Publication.AUTO, me, PATIENCE, said -> {})
                .close();
    }

    @Test
    void aRunThatEndsWhileItIsWatchedHasNotDied() throws IOException {
        LockOwner me = LockOwner.thisProcess("r1", "local-1");
        LockOwner far = new LockOwner("far", "r0", "far", "anna", "app", 1, 1, "another boot", Instant.EPOCH);
        write(living(), new Path(temp + "/_gconv/lock"), far);
        List<String> said = new ArrayList<>();
        Waves.open(folder(living(), temp), Publication.AUTO, me, PATIENT, message -> {
                    said.add(message);
                    assertThat(temp.resolve("_gconv/lock").toFile().delete()).isTrue();
                })
                .close();
        assertThat(said).singleElement().asString().contains("waiting to see whether it is alive");
    }

    @Test
    void aSignOfLifeThatFailsIsNotTheLast() throws IOException, InterruptedException {
        AtomicInteger failures = new AtomicInteger(3);
        FileSystem flaky = new FilterFileSystem(living()) {
            @Override
            public FSDataOutputStream create(
                    Path path,
                    FsPermission permission,
                    boolean overwrite,
                    int bufferSize,
                    short replication,
                    long blockSize,
                    Progressable progress)
                    throws IOException {
                if (path.getName().startsWith(".lock-") && failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("a defect of a connector");
                }
                return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
            }
        };
        LockOwner me = LockOwner.thisProcess("r1", "local-1");
        try (Waves waves = Waves.open(folder(flaky, temp), Publication.AUTO, me, PATIENCE, said -> {})) {
            for (int i = 0; i < 500 && !Files.exists(temp.resolve("_gconv/.lock-" + me.token())); i++) {
                Thread.sleep(20);
            }
            assertThat(temp.resolve("_gconv/.lock-" + me.token())).exists();
            waves.check();
        }
    }

    @Test
    void aDamagedLockIsNamed() throws IOException {
        Files.createDirectories(temp.resolve("_gconv"));
        Files.writeString(temp.resolve("_gconv/lock"), "{");
        assertThatThrownBy(() -> open(folder(living(), temp), Publication.AUTO))
                .hasMessageContaining("lock is damaged")
                .hasMessageContaining("remove that file");
    }

    @Test
    void aLockThatNobodyWroteIntoIsNobodys() throws IOException {
        Files.createDirectories(temp.resolve("_gconv"));
        Files.createFile(temp.resolve("_gconv/lock")); // its run died, or found the disk full, in that instant
        open(folder(living(), temp), Publication.AUTO).close();
        assertThat(Files.list(temp.resolve("_gconv"))).isEmpty();
    }

    /** A waiting run reads the time of its sign right after it has touched it. */
    @Test
    void theSignOfARunThatDiedWhileItWaitedIsRemovedAndThatOfAWaitingOneIsNot() throws IOException {
        java.nio.file.Path dead =
                Files.createDirectories(temp.resolve("_gconv")).resolve(".lock-dead");
        java.nio.file.Path waiting = temp.resolve("_gconv/.lock-waiting");
        Files.createFile(waiting);
        Files.setLastModifiedTime(
                Files.createFile(dead), FileTime.from(Instant.now().minusSeconds(3600)));
        LockOwner me = LockOwner.thisProcess("r1", "local-1");
        Waves.open(folder(living(), temp), Publication.AUTO, me, Patience.DEFAULT, said -> {})
                .close();
        assertThat(Files.list(temp.resolve("_gconv"))).containsExactly(waiting);
    }

    @Test
    void aFileThatADeadRunDidNotFinishIsRemovedAndAFinishedOneIsNot() throws IOException {
        java.nio.file.Path meta = Files.createDirectories(temp.resolve("_gconv"));
        Files.createFile(meta.resolve(".run-x.json.tmp"));
        java.nio.file.Path finished = Files.createFile(meta.resolve("run-x.json"));
        open(folder(living(), temp), Publication.AUTO).close();
        assertThat(Files.list(meta)).containsExactly(finished);
    }

    /** Gives signs of life for another process. */
    private Thread alive(LockOwner owner) {
        Thread alive = new Thread(() -> {
            try {
                while (true) {
                    Files.writeString(temp.resolve("_gconv/.lock-" + owner.token()), "");
                    Thread.sleep(10);
                }
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        alive.start();
        return alive;
    }

    private static void write(FileSystem fs, Path lock, LockOwner owner) throws IOException {
        try (var out = fs.create(lock, true)) {
            out.write(Json.write(owner.toMap()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Waves open(OutputFolder folder, Publication publication) {
        return TestOutputs.open(folder, publication, "r1");
    }

    /** That of the disk tells what is wrong, and not what clearing up then failed of. */
    @ParameterizedTest
    @EnumSource(
            value = Publication.class,
            names = {"RENAME", "DIRECT"})
    void aWaveFailsForItsFirstReason(Publication publication) throws IOException {
        AtomicBoolean fails = new AtomicBoolean();
        FileSystem fs = new FilterFileSystem(living()) {
            @Override
            public boolean delete(Path path, boolean recursive) throws IOException {
                if (fails.get()) {
                    throw new IOException("cannot delete");
                }
                return super.delete(path, recursive);
            }
        };
        LockOwner me = LockOwner.thisProcess("r", "local-1");
        try (Waves waves = Waves.open(folder(fs, temp), publication, me, PATIENCE, message -> {})) {
            fails.set(true);
            assertThatThrownBy(() -> waves.publish("w", (table, side) -> {
                        throw new IOException("No space left on device");
                    }))
                    .hasMessage("No space left on device")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            fails.set(false);
        }
    }
}
