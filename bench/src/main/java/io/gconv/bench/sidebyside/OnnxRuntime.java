package io.gconv.bench.sidebyside;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gconv.feature.FeatureMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** ONNX Runtime with all graph optimisations; inputs and outputs are native buffers, allocated before. */
final class OnnxRuntime implements Candidate {

    private final String name;
    private final List<PlainNetwork> networks;
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new TreeMap<>();
    private final Map<String, OnnxTensor> outputs = new TreeMap<>();
    private final List<FloatBuffer> buffers = new ArrayList<>();

    OnnxRuntime(String name, List<PlainNetwork> networks, FeatureMap f, int threads) {
        this.name = name;
        this.networks = networks;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            this.session = environment.createSession(OnnxModel.of(networks, f), options);
            for (int i = 0; i < networks.size(); i++) {
                long[] shape = networks.get(i).inputShape(f);
                FloatBuffer input = buffer(shape).put(networks.get(i).input(f)).rewind();
                inputs.put(OnnxModel.input(i), OnnxTensor.createTensor(environment, input, shape));
                long[] outShape = networks.get(i).outputShape(f);
                buffers.add(buffer(outShape));
                outputs.put(OnnxModel.output(i), OnnxTensor.createTensor(environment, buffers.get(i), outShape));
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FloatBuffer buffer(long[] shape) {
        int size = Math.toIntExact(LongStream.of(shape).reduce(Float.BYTES, (a, b) -> a * b));
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    static String version() {
        return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(int times) {
        try {
            for (int i = 0; i < times; i++) {
                session.run(inputs, outputs).close(); // the outputs are ours, and stay
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public float[] output() {
        List<float[]> results = new ArrayList<>();
        for (FloatBuffer buffer : buffers) {
            float[] result = new float[buffer.capacity()];
            buffer.get(0, result);
            results.add(result);
        }
        return PlainNetwork.join(networks, results);
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
