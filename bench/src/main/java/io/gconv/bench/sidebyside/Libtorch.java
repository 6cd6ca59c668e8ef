package io.gconv.bench.sidebyside;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import io.gconv.feature.FeatureMap;
import java.util.ArrayList;
import java.util.List;

/** libtorch through Deep Java Library, operation by operation; every intermediate result is freed at once. */
final class Libtorch implements Candidate {

    private static final Shape ONE = new Shape(1, 1);

    private final String name;
    private final List<PlainNetwork> networks;
    private final NDManager manager = engine().newBaseManager();
    private final List<NDArray> inputs;
    private final List<List<NDArray>> weights;
    private final List<NDArray> outputs = new ArrayList<>();

    Libtorch(String name, List<PlainNetwork> networks, FeatureMap f) {
        this.name = name;
        this.networks = networks;
        this.inputs = networks.stream()
                .map(network -> manager.create(network.input(f), new Shape(network.inputShape(f))))
                .toList();
        this.weights = networks.stream()
                .map(network -> network.layers().stream()
                        .map(layer -> manager.create(layer.weights(), new Shape(layer.weightShape())))
                        .toList())
                .toList();
    }

    /** Sets the threads of libtorch, which reads these properties once. */
    static void configure(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    private static Engine engine() {
        return Engine.getEngine("PyTorch");
    }

    static String version() {
        return "libtorch " + engine().getVersion();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            outputs.forEach(NDArray::close);
            outputs.clear();
            for (int n = 0; n < networks.size(); n++) {
                outputs.add(forward(networks.get(n), inputs.get(n), weights.get(n)));
            }
        }
    }

    private static NDArray forward(PlainNetwork network, NDArray input, List<NDArray> weights) {
        NDArray f = correlate(network.layers().get(0), input, weights.get(0));
        for (int i = 1; i < weights.size(); i++) {
            f = replace(f, Activation.relu(f));
            f = replace(f, correlate(network.layers().get(i), f, weights.get(i)));
        }
        int orientations = network.orientations();
        if (orientations > 0) {
            Shape shape = f.getShape();
            f = replace(f, f.reshape(1, shape.get(1) / orientations, orientations, shape.get(2) * shape.get(3)));
            f = replace(f, f.max(new int[] {2}));
            f = replace(f, f.mean(new int[] {2}));
        }
        return f;
    }

    private static NDArray correlate(PlainCorrelation layer, NDArray f, NDArray weights) {
        Shape padding = new Shape(layer.size() / 2, layer.size() / 2);
        return Conv2d.conv2d(f, weights, null, ONE, padding, ONE, layer.groups())
                .singletonOrThrow();
    }

    private static NDArray replace(NDArray old, NDArray next) {
        old.close();
        return next;
    }

    @Override
    public float[] output() {
        return PlainNetwork.join(
                networks, outputs.stream().map(NDArray::toFloatArray).toList());
    }

    @Override
    public void close() {
        manager.close();
    }
}
