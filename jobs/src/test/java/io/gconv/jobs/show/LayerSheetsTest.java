package io.gconv.jobs.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.layer.Projection;
import org.junit.jupiter.api.Test;

class LayerSheetsTest {

    /** Of a π-periodic function only even frequencies are kept. */
    @Test
    void theFrequencyOfASpectrumCountsItsStep() {
        assertThat(LayerSheets.label(new Projection.Spectrum(4, 2), 1)).isEqualTo("spectrum, k = 2");
        assertThat(LayerSheets.label(new Projection.Spectrum(4, 1), 3)).isEqualTo("spectrum, k = 3");
        assertThat(LayerSheets.label(new Projection.Max(), 0)).isEqualTo("max over H");
    }
}
