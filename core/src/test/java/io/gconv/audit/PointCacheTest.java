package io.gconv.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.feature.PixelGrid;
import org.junit.jupiter.api.Test;

class PointCacheTest {

    private static final PixelGrid GRID = new PixelGrid(64, 64);

    private final PointCache cache = new PointCache(3000, 1_000_000);

    private DiskPoints turned(int degrees) {
        return cache.of(GRID, GRID, 1, Transformation.rotation(degrees), 20);
    }

    /** Three disks of some 1,250 points are too many: the one that was used the longest ago goes. */
    @Test
    void whatIsKeptDoesNotGrowWithThePointsOfASet() {
        DiskPoints first = turned(10);
        DiskPoints second = turned(20);
        assertThat(first.count()).isBetween(1200, 1300);
        assertThat(turned(10)).isSameAs(first);
        turned(30);
        assertThat(turned(10)).isSameAs(first);
        assertThat(turned(20)).isNotSameAs(second);
    }

    @Test
    void aSetMayNotHaveAnyNumberOfPoints() {
        assertThatThrownBy(() -> new AuditOptions(0, 256, (1 << 20) + 1))
                .hasMessage("the number of points must be from 1 to 1048576, but was 1048577");
    }
}
