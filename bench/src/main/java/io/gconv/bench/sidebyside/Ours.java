package io.gconv.bench.sidebyside;

import io.gconv.feature.FeatureMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** gconv, with an image for every thread; the calling thread if there is only one. */
final class Ours implements Candidate {

    private final List<Supplier<FeatureMap>> images;
    private final FeatureMap[] outputs;
    private final ExecutorService pool;

    Ours(Workload workload, int threads) {
        this.images = LongStream.range(0, threads).mapToObj(workload.ours()).toList();
        this.outputs = images.stream().map(Supplier::get).toArray(FeatureMap[]::new);
        this.pool = Executors.newFixedThreadPool(threads);
    }

    static String name(int threads) {
        return threads == 1 ? "ours" : "ours × " + threads;
    }

    @Override
    public String name() {
        return name(images.size());
    }

    @Override
    public int images() {
        return images.size();
    }

    @Override
    public void run(int times) {
        if (images.size() == 1) {
            run(0, times);
        } else {
            CompletableFuture.allOf(IntStream.range(0, images.size())
                            .mapToObj(image -> CompletableFuture.runAsync(() -> run(image, times), pool))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private void run(int image, int times) {
        for (int i = 0; i < times; i++) {
            outputs[image] = images.get(image).get();
        }
    }

    @Override
    public float[] output() {
        return outputs[0].values();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
