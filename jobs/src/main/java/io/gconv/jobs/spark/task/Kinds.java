package io.gconv.jobs.spark.task;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.util.AccumulatorV2;

/** Texts that tasks report, each kept once: what a run shows of it does not grow with its tasks. */
public final class Kinds extends AccumulatorV2<String, Set<String>> {

    private static final long serialVersionUID = 1L;

    /** Read by the thread of a heartbeat while a task adds. */
    private final Set<String> texts = Collections.synchronizedSet(new HashSet<>());

    @Override
    public boolean isZero() {
        return texts.isEmpty();
    }

    @Override
    public Kinds copy() {
        Kinds copy = new Kinds();
        copy.merge(this);
        return copy;
    }

    @Override
    public void reset() {
        texts.clear();
    }

    @Override
    public void add(String text) {
        texts.add(text);
    }

    @Override
    public void merge(AccumulatorV2<String, Set<String>> other) {
        texts.addAll(other.value());
    }

    @Override
    public Set<String> value() {
        synchronized (texts) {
            return Set.copyOf(texts);
        }
    }
}
