package io.gconv.jobs.config;

import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.group.TrivialGroup;
import java.util.List;
import java.util.Map;

/** {@code group { type = cyclic, rotations = 16 }} and its kind. */
final class GroupConfig {

    private static final List<String> TYPES = List.of("trivial", "cyclic", "dihedral", "scale", "similitudes");

    private GroupConfig() {}

    static PlanarGroup read(ConfigObject config) {
        String type = config.string("type");
        PlanarGroup group = config.checked(() -> switch (type) {
            case "trivial" -> new TrivialGroup();
            case "cyclic" -> new CyclicGroup(config.integer("rotations"));
            case "dihedral" -> new DihedralGroup(config.integer("rotations"));
            case "scale" -> new ScaleGroup(config.number("base"), config.integer("levels"));
            case "similitudes" ->
                new Similitudes(config.integer("rotations"), config.number("base"), config.integer("levels"));
            default -> throw config.oneOf("type", type, TYPES);
        });
        config.refuseUnknownKeys();
        return group;
    }

    static Map<String, Object> write(PlanarGroup group) {
        if (group instanceof ScaleGroup scale) {
            return Map.of("type", "scale", "base", scale.base(), "levels", scale.levels());
        }
        if (group instanceof Similitudes similitudes) {
            return Map.of(
                    "type",
                    "similitudes",
                    "rotations",
                    similitudes.rotations(),
                    "base",
                    similitudes.base(),
                    "levels",
                    similitudes.levels());
        }
        if (group instanceof TrivialGroup) {
            return Map.of("type", "trivial");
        }
        return Map.of("type", group instanceof CyclicGroup ? "cyclic" : "dihedral", "rotations", group.rotations());
    }
}
