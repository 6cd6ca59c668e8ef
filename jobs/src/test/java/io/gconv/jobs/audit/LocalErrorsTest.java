package io.gconv.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.audit.Transformation;
import io.gconv.jobs.audit.LocalErrors.Direction;
import org.junit.jupiter.api.Test;

class LocalErrorsTest {

    /** Degrees, pixels, and per cent of scale. */
    @Test
    void errorsAreDividedByHowFarTheTransformationGoesInTheirUnit() {
        for (Direction direction : LocalErrors.directions()) {
            Transformation g = direction.g();
            double amount = switch (g.kind()) {
                case ROTATION -> g.a();
                case TRANSLATION -> Math.hypot(g.a(), g.b());
                case SCALING -> 100 * (g.a() - 1);
                case REFLECTION -> throw new AssertionError("a reflection is not near the identity");
            };
            assertThat(direction.t()).as(direction.label()).isCloseTo(amount, within(1e-9));
        }
    }
}
