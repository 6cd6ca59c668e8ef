package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.input.InputListing;
import io.gconv.jobs.spark.source.FileSource;
import io.gconv.jobs.spark.source.WaveQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Waves of about a minute, or a tenth of the time so far, without a clock. */
class WaveSizeTest {

    private static final FileSource NOTHING =
            new FileSource(new InputListing(List.of(), List.of(), new TreeMap<>(), 0, List.of()), new StructType());

    private static final long FIRST = 2L * (8 << 20);

    /** Notes what it is asked for. */
    private static final class Asked implements WaveQueue {

        private final List<Long> images = new ArrayList<>();
        private final List<Long> costs = new ArrayList<>();

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public Taken take(long most, long cost) {
            images.add(most);
            costs.add(cost);
            return new Taken(NOTHING, cost);
        }
    }

    private static long cost(WaveSize size) {
        Asked asked = new Asked();
        size.next(asked);
        assertThat(asked.images).containsExactly(Long.MAX_VALUE);
        return asked.costs.get(0);
    }

    @Test
    void theFirstWaveIsSmallAndTheNextAtMostEightTimesAsLarge() {
        WaveSize size = new WaveSize(0, 2);
        assertThat(cost(size)).isEqualTo(FIRST);
        size.took(FIRST, 0.5);
        assertThat(cost(size)).isEqualTo(8 * FIRST);
        size.took(8 * FIRST, 0);
        assertThat(cost(size)).isEqualTo(64 * FIRST);
    }

    @Test
    void wavesAreOfAMinuteThenOfATenthOfTheTimeSoFarAndNeverOfMoreThanHalfAnHour() {
        WaveSize size = new WaveSize(0, 1);
        size.took(100_000, 100); // 1000 in a second
        assertThat(cost(size)).isEqualTo(60_000);
        size.took(60_000, 60);
        assertThat(cost(size)).isEqualTo(60_000);
        size.took(60_000, 120); // half as fast
        assertThat(cost(size)).isEqualTo(30_000);
        size.took(6_920_000, 6_920); // two hours in all
        assertThat(cost(size)).isEqualTo(720_000);
        size.took(720_000, 28_800); // ten hours: an hour would be a tenth; 25 in a second
        assertThat(cost(size)).isEqualTo(45_000);
    }

    @Test
    void aWaveHasSomeCostHoweverSlowTheLastOneWas() {
        WaveSize size = new WaveSize(0, 1);
        size.took(1, 600);
        assertThat(cost(size)).isEqualTo(1);
    }

    @Test
    void aNumberOfImagesThatIsGivenStays() {
        WaveSize size = new WaveSize(7, 2);
        Asked asked = new Asked();
        size.next(asked);
        size.took(1000, 0.5);
        size.next(asked);
        assertThat(asked.images).containsExactly(7L, 7L);
        assertThat(asked.costs).containsExactly(Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
