package io.gconv.bench.sidebyside;

import io.gconv.feature.FeatureMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes networks as one ONNX model, network i from input {@code x<i>} to output {@code y<i>}.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>, for the numbers of the fields
 */
final class OnnxModel {

    private static final long IR_VERSION = 8;
    private static final long OPERATORS = 13;
    private static final long FLOAT = 1;
    private static final long INT64 = 7;
    private static final long INTEGER_ATTRIBUTE = 2;
    private static final long INTEGERS_ATTRIBUTE = 7;

    private final Protobuf graph = new Protobuf();
    private int names;

    private OnnxModel() {}

    /** Returns the model for inputs of the size of f. */
    static byte[] of(List<PlainNetwork> networks, FeatureMap f) {
        OnnxModel model = new OnnxModel();
        for (int i = 0; i < networks.size(); i++) {
            model.add(networks.get(i), input(i), output(i), f);
        }
        model.graph.put(2, "side-by-side");
        return new Protobuf()
                .put(1, IR_VERSION)
                .put(7, model.graph)
                .put(8, new Protobuf().put(1, "").put(2, OPERATORS))
                .toBytes();
    }

    static String input(int i) {
        return "x" + i;
    }

    static String output(int i) {
        return "y" + i;
    }

    private void add(PlainNetwork network, String input, String output, FeatureMap f) {
        int last = network.layers().size() - 1;
        String value = input;
        for (int i = 0; i <= last; i++) {
            String out = i == last && network.orientations() == 0 ? output : fresh();
            correlation(network.layers().get(i), value, out);
            value = i < last ? relu(out) : out;
        }
        if (network.orientations() > 0) {
            head(network, value, output, f);
        }
        graph.put(11, value(input, network.inputShape(f)));
        graph.put(12, value(output, network.outputShape(f)));
    }

    private void correlation(PlainCorrelation layer, String input, String output) {
        byte[] weights = new byte[Float.BYTES * layer.weights().length];
        ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(layer.weights());
        String name = constant(
                new Protobuf().put(1, layer.weightShape()).put(2, FLOAT).put(9, weights));
        long radius = layer.size() / 2;
        long[] pads = {radius, radius, radius, radius};
        Protobuf node = node("Conv", output, input, name);
        graph.put(1, node.put(5, attribute("group", layer.groups())).put(5, attribute("pads", pads)));
    }

    private String relu(String input) {
        String output = fresh();
        graph.put(1, node("Relu", output, input));
        return output;
    }

    /** The maximum over the orientations, then the mean over the image. */
    private void head(PlainNetwork network, String input, String output, FeatureMap f) {
        long channels = network.outputShape(f)[1];
        long[] shape = {1, channels, network.orientations(), f.height(), f.width()};
        String shapeName =
                constant(new Protobuf().put(1, shape.length).put(2, INT64).put(7, shape));
        String split = fresh();
        graph.put(1, node("Reshape", split, input, shapeName));
        String maximum = fresh();
        graph.put(1, reduction("ReduceMax", maximum, split, 2));
        graph.put(1, reduction("ReduceMean", output, maximum, 2, 3));
    }

    private static Protobuf reduction(String operator, String output, String input, long... axes) {
        return node(operator, output, input).put(5, attribute("axes", axes)).put(5, attribute("keepdims", 0));
    }

    private String fresh() {
        return "t" + names++;
    }

    private static Protobuf node(String operator, String output, String... inputs) {
        return new Protobuf().put(1, inputs).put(2, output).put(4, operator);
    }

    private static Protobuf attribute(String name, long value) {
        return new Protobuf().put(1, name).put(3, value).put(20, INTEGER_ATTRIBUTE);
    }

    private static Protobuf attribute(String name, long[] values) {
        return new Protobuf().put(1, name).put(8, values).put(20, INTEGERS_ATTRIBUTE);
    }

    /** Adds a tensor, and returns its name. */
    private String constant(Protobuf tensor) {
        String name = fresh();
        graph.put(5, tensor.put(8, name));
        return name;
    }

    /** Declares an input or output of floats. */
    private static Protobuf value(String name, long[] shape) {
        Protobuf dimensions = new Protobuf();
        for (long n : shape) {
            dimensions.put(1, new Protobuf().put(1, n));
        }
        Protobuf tensor = new Protobuf().put(1, FLOAT).put(2, dimensions);
        return new Protobuf().put(1, name).put(2, new Protobuf().put(1, tensor));
    }
}
