package io.gconv.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thread has in buffers afterwards is within what was announced, whichever part of an image it computed. */
class WorkspaceTest {

    private static List<RowArithmetic> arithmetics() {
        RowArithmetic chosen = Arithmetic.chosen();
        return chosen.isVector() ? List.of(chosen, new ScalarRows()) : List.of(chosen);
    }

    /** Returns the bytes of the buffers of a new thread that computes a part. */
    private static long used(Correlator correlator, CorrelationProblem problem, OutputPart part)
            throws InterruptedException, ExecutionException {
        int height = part.plannedHeight();
        int width = part.plannedWidth();
        float[] in = new float[problem.inPlanes() * height * width];
        float[] out = new float[problem.outPlanes() * height * width];
        FutureTask<Long> task = new FutureTask<>(() -> {
            correlator.correlate(in, height, width, out, part);
            return Workspace.ofThisThread().bytes();
        });
        new Thread(task).start();
        return task.get();
    }

    @ParameterizedTest
    @CsvSource({
        "direct, 65, 256, 60, 256",
        "direct, 65, 256, 60, 100",
        "direct, 65, 256, 64, 128",
        "direct, 70, 40, 70, 1",
        "c4-dft, 65, 256, 60, 128",
        "c4-dft, 65, 256, 60, 100",
        "c4-dft, 65, 256, 64, 48",
        "winograd, 40, 904, 40, 904",
        "winograd, 40, 904, 40, 896",
        "winograd, 40, 904, 40, 200",
        "winograd, 300, 40, 290, 24",
        "fft, 40, 904, 40, 904",
        "fft, 40, 904, 40, 896",
        "fft, 40, 904, 40, 336"
    })
    void buffersAreWithinTheirBound(String algorithm, int height, int width, int rows, int columns)
            throws InterruptedException, ExecutionException {
        CorrelationProblem problem = TestProblems.closed(4, 2, 8, 0, new Random(1)::nextGaussian);
        OutputPart part = new OutputPart(height, width, height - rows, height, width - columns, width);
        for (RowArithmetic arithmetic : arithmetics()) {
            Correlator correlator = Correlator.of(problem, EngineChoice.of(algorithm, false), arithmetic);
            long bound = correlator.workspaceBytes(height, width);
            assertThat(used(correlator, problem, part)).as(arithmetic.label()).isBetween(bound / 10, bound);
        }
    }

    /** The buffers of the arithmetic count where there is little else. */
    @ParameterizedTest
    @ValueSource(strings = {"direct", "c4-dft", "winograd", "fft"})
    void buffersForASmallImageAreWithinTheirBound(String algorithm) throws InterruptedException, ExecutionException {
        CorrelationProblem problem = TestProblems.closedLift(3, 1, 1, new Random(1)::nextGaussian);
        for (RowArithmetic arithmetic : arithmetics()) {
            Correlator correlator = Correlator.of(problem, EngineChoice.of(algorithm, false), arithmetic);
            assertThat(used(correlator, problem, OutputPart.all(5, 7)))
                    .isLessThanOrEqualTo(correlator.workspaceBytes(5, 7));
        }
    }
}
