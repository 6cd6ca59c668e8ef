package io.gconv.jobs.audit.report;

import io.gconv.audit.Audit;
import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.jobs.audit.Gate;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.LocalErrors.Direction;
import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.audit.ReportData.Example;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.audit.Summary.Worst;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;

/** Made-up audits that look like real ones. */
final class SampleAudit {

    /** A transformation and the error that interpolation costs there. */
    record Move(String kind, String parameter, double amount, Membership membership, double error) {}

    static final List<String> LAYERS = List.of("lift", "group-1", "group-2", "projection", "descriptor");

    final List<Move> moves = new ArrayList<>();
    List<Direction> local = List.of();
    List<String> controls = List.of("trivial", "identical", "shuffled");
    String pipeline = "se2";
    String path = "file:/data/photos/camera.png";
    String gateLimit = "1e-5";
    double exact = 2e-7;
    double worstControl = 1.4;
    long images = 26;
    long ok = 26;
    Set<String> unmeasured = Set.of();
    boolean judged = true;
    private final Random random = new Random(7);

    static SampleAudit rotations() {
        SampleAudit sample = new SampleAudit();
        for (double angle = 0; angle < 360; angle += 22.5) {
            Membership membership =
                    angle % 90 == 0 ? Membership.EXACT : angle % 45 == 0 ? Membership.ON_GRID : Membership.OFF_GRID;
            sample.moves.add(new Move(
                    "rotation",
                    trimmed(angle),
                    angle,
                    membership,
                    membership == Membership.EXACT ? 0 : membership == Membership.ON_GRID ? 0.012 : 0.06));
        }
        return sample;
    }

    SampleAudit withScalings() {
        double[] factors = {0.5, 0.707, 0.841, 1.189, 1.414, 2};
        for (double f : factors) {
            boolean between = f == 0.841 || f == 1.189;
            moves.add(new Move(
                    "scaling",
                    trimmed(f),
                    f,
                    between ? Membership.OFF_GRID : Membership.ON_GRID,
                    between ? 0.11 : 0.03));
        }
        return this;
    }

    SampleAudit withShifts() {
        moves.add(new Move("translation", "1,0", 1, Membership.EXACT, 0));
        moves.add(new Move("translation", "0.5,0", 0.5, Membership.ON_GRID, 0.009));
        moves.add(new Move("translation", "3,-2", Math.hypot(3, 2), Membership.EXACT, 0));
        moves.add(new Move("reflection", "0", 0, Membership.OUTSIDE, 0.9));
        return this;
    }

    ReportData data() {
        List<Summary> summaries = new ArrayList<>();
        List<GateResult> gates = new ArrayList<>();
        for (String variant : variants()) {
            for (int layer = 0; layer < LAYERS.size(); layer++) {
                for (Move move : moves) {
                    Summary s = summary(variant, LAYERS.get(layer), layer, move);
                    summaries.add(s);
                    if (judged && move.membership == Membership.EXACT && layer < 4) {
                        gates.add(gate(s, "* rotation 90 p99 <= " + gateLimit, gateLimit, 99));
                    } else if (judged && move.membership == Membership.ON_GRID && layer == 3) {
                        gates.add(gate(s, "projection * on-grid p50 <= 0.05", "0.05", 50));
                    }
                }
            }
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("pipeline", pipeline + ", digest 3f9ac11b0d72");
        facts.put("region", "inscribed disk, less the receptive field");
        facts.put("engine", "vector, AVX2; JDK 17.0.15; Spark 4.2.0");
        List<Example> examples = ok == 0 ? List.of() : List.of(example("lift", "45"), example("projection", "22.5"));
        return new ReportData(
                pipeline,
                "Eight rotations, two layers.",
                "C8",
                LAYERS,
                summaries,
                local(),
                gates,
                examples,
                images,
                0,
                facts);
    }

    private Map<Direction, List<Summary>> local() {
        Map<Direction, List<Summary>> rows = new LinkedHashMap<>();
        for (Direction direction : local) {
            Transformation g = direction.g();
            Move move = new Move(g.kind().label(), g.parameter(), g.amount(), Membership.OUTSIDE, 0.001);
            rows.put(direction, List.of(summary(Audit.PIPELINE, "lift", 0, move)));
        }
        return rows;
    }

    private List<String> variants() {
        List<String> variants = new ArrayList<>(List.of(Audit.PIPELINE));
        variants.addAll(controls);
        return variants;
    }

    private static GateResult gate(Summary s, String gate, String limit, int percent) {
        return new GateResult(
                Gate.parse(gate),
                s.variant(),
                s.layer(),
                s.kind(),
                s.parameter(),
                s.quantile(percent),
                Double.parseDouble(limit));
    }

    private Summary summary(String variant, String layer, int depth, Move move) {
        long ok = unmeasured.contains(move.parameter) ? 0 : this.ok;
        double median = ok == 0 ? Double.NaN : median(variant, depth, move);
        List<Double> quantiles = new ArrayList<>();
        double[] spread = {0.35, 0.4, 0.5, 0.58, 0.75, 1, 1.3, 1.7, 2, 2.6, 3.4};
        for (double factor : spread) {
            quantiles.add(
                    ok == 0 ? Double.NaN : median * (ok == 1 ? 1 : median > 0.3 ? Math.pow(factor, 0.15) : factor));
        }
        double max = quantiles.get(10);
        double floor = ok == 0 ? Double.NaN : move.error * 0.42;
        double truncation = move.kind.equals("scaling") && layer.equals("projection") ? 0.08 : Double.NaN;
        List<Worst> worst = ok == 0 ? List.of() : List.of(new Worst(path, max));
        return new Summary(
                variant,
                layer,
                move.kind,
                move.parameter,
                move.amount,
                move.membership,
                images,
                ok,
                images - ok,
                layer.equals("group-2") && move.kind.equals("scaling") ? 3 : 0,
                median,
                median / 3,
                max,
                quantiles,
                floor,
                floor * 1.6,
                truncation,
                worst);
    }

    /** Returns the same row of another layer. */
    static Summary named(String layer, Summary s) {
        return new Summary(
                s.variant(),
                layer,
                s.kind(),
                s.parameter(),
                s.amount(),
                s.membership(),
                s.images(),
                s.ok(),
                s.flat(),
                s.tooSmall(),
                s.mean(),
                s.standardDeviation(),
                s.maximum(),
                s.quantiles(),
                s.floor(),
                s.floor90(),
                s.truncation(),
                s.worst());
    }

    private double median(String variant, int depth, Move move) {
        double jitter = 0.9 + 0.2 * random.nextDouble();
        double gain = depth == 4 ? 0.2 : 1 + 0.5 * depth;
        return switch (variant) {
            case "trivial" -> worstControl * Math.min(1, 0.8 + Math.abs(Math.sin(move.amount / 57))) * jitter;
            case "identical" -> Math.min(worstControl, 0.83) * jitter;
            case "shuffled" -> Math.min(worstControl, 0.5) * jitter;
            default ->
                move.membership == Membership.EXACT
                        ? depth == 0 && exact < 1e-5 ? 0 : exact * gain * jitter
                        : move.error * gain * jitter;
        };
    }

    private Example example(String layer, String parameter) {
        return new Example(
                path,
                layer,
                "rotation",
                parameter,
                0.11,
                0.02,
                "channel 3, rotation by 90°",
                png(1),
                png(2),
                png(3),
                png(4),
                png(5));
    }

    private static byte[] png(int seed) {
        BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 96; y++) {
            for (int x = 0; x < 96; x++) {
                int v = (int) (127 + 127 * Math.sin((x * seed + y * (6 - seed)) / 14.0));
                image.setRGB(x, y, v << 16 | v << 8 | v);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String trimmed(double value) {
        return Double.toString(value).replaceFirst("\\.0$", "");
    }
}
