package io.gconv.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which arithmetic is chosen, with the module and without, and that it works. */
class ArithmeticTest {

    @Test
    void thePropertyChoosesTheArithmetic() {
        assertThat(Arithmetic.choose("scalar").toString()).startsWith("scalar (asked for by gconv.engine");
        assertThatThrownBy(() -> Arithmetic.choose("fast"))
                .hasMessage("gconv.engine must be auto, vector or scalar, but was fast");
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        boolean wide = module && List.of(256, 512).contains(VectorRows.bits());
        assertThat(Arithmetic.choose("auto").rows().isVector()).isEqualTo(wide);
        assertThat(Arithmetic.chosen().isVector()).isEqualTo(wide);
        if (wide) {
            assertThat(Arithmetic.choose("vector").rows().isVector()).isTrue();
        } else {
            assertThatThrownBy(() -> Arithmetic.choose("vector"))
                    .hasMessageContaining(module ? "with vectors of " : "--add-modules");
        }
    }

    /** The definition by whatever this JVM chose; all algorithms and sizes are those of {@link CorrelatorTest}. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "direct", "c4-dft", "winograd", "fft"})
    void theChosenArithmeticComputesTheDefinition(String algorithm) {
        Random random = new Random(1);
        CorrelationProblem problem = TestProblems.closed(2, 3, 0, random::nextGaussian);
        float[] in = new float[problem.inPlanes() * 31 * 33];
        for (int i = 0; i < in.length; i++) {
            in[i] = (float) random.nextGaussian();
        }
        float[] out = new float[problem.outPlanes() * 31 * 33];
        Correlator.of(problem, EngineChoice.of(algorithm, false)).correlate(in, 31, 33, out);
        double[] expected = TestProblems.definition(problem, in, 31, 33);
        assertThat(TestProblems.relativeError(out, expected)).isLessThan(1e-5); // Winograd's transforms
    }
}
