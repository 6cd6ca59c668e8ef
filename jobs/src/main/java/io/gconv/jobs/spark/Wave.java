package io.gconv.jobs.spark;

import java.util.List;

/**
 * How the rows of a run came about.
 *
 * @param partitions the number of partitions; 0 if there was nothing to do
 * @param arithmetics what the executors computed with, each kind once
 */
record Wave(int partitions, List<String> arithmetics) {

    /** Nothing to do. */
    static final Wave NONE = new Wave(0, List.of());
}
