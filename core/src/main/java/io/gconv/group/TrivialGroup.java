package io.gconv.group;

import static java.util.Objects.checkIndex;

/** The trivial group {e}. A correlation on R² ⋊ {e} is the plain cross-correlation: the control in every audit. */
public record TrivialGroup() implements PlanarGroup {

    @Override
    public int order() {
        return 1;
    }

    @Override
    public int product(int h, int hPrime) {
        return checkIndex(h, 1) + checkIndex(hPrime, 1);
    }

    @Override
    public int inverse(int h) {
        return checkIndex(h, 1);
    }

    @Override
    public Matrix2 matrix(int h) {
        checkIndex(h, 1);
        return Matrix2.IDENTITY;
    }

    @Override
    public String label() {
        return "trivial";
    }
}
