package io.gconv.jobs.spark.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KindsTest {

    private static Kinds of(String... texts) {
        Kinds kinds = new Kinds();
        for (String text : texts) {
            kinds.add(text);
        }
        return kinds;
    }

    @Test
    void aTextIsKeptOnce() {
        assertThat(of("scalar", "vector", "scalar").value()).containsExactlyInAnyOrder("scalar", "vector");
    }

    @Test
    void mergingIsTheUnion() {
        Kinds kinds = of("scalar");
        Kinds before = kinds.copy();
        Kinds other = of("scalar", "vector");
        kinds.merge(other);
        assertThat(kinds.value()).isEqualTo(other.value());
        assertThat(before.value()).containsExactly("scalar");
    }

    @Test
    void zeroIsEmpty() {
        assertThat(new Kinds().isZero()).isTrue();
        Kinds kinds = of("scalar");
        assertThat(kinds.isZero()).isFalse();
        assertThat(kinds.copyAndReset().isZero()).isTrue();
        kinds.reset();
        assertThat(kinds.value()).isEmpty();
    }
}
