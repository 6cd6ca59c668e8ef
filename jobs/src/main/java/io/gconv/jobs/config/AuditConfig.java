package io.gconv.jobs.config;

import io.gconv.audit.AuditOptions;
import java.util.List;

/**
 * What a file says about an audit: HOCON, all keys optional.
 *
 * @param transforms {@code transforms = ["rotation 90", …]}; empty for those that suit the group
 * @param gates {@code gates = ["projection rotation 90 p99 <= 1e-5", …]}
 * @param options {@code blur-px, crop-px, points}
 * @param controlImages {@code control-images}
 */
public record AuditConfig(List<String> transforms, List<String> gates, AuditOptions options, int controlImages) {

    /** What holds without a file. */
    public static final AuditConfig DEFAULT = new AuditConfig(List.of(), List.of(), AuditOptions.DEFAULT, 32);

    /**
     * Reads an audit from text.
     *
     * @param origin the file's name, for messages
     * @throws IllegalArgumentException with one line that says what is wrong, where, and what would be right
     */
    public static AuditConfig parse(String text, String origin) {
        return HoconText.read(text, origin, AuditConfig::read);
    }

    private static AuditConfig read(ConfigObject config) {
        AuditOptions defaults = DEFAULT.options;
        AuditConfig audit = config.checked(() -> new AuditConfig(
                config.has("transforms") ? config.strings("transforms") : List.of(),
                config.has("gates") ? config.strings("gates") : List.of(),
                new AuditOptions(
                        config.number("blur-px", defaults.blurPx()),
                        config.integer("crop-px", defaults.cropPx()),
                        config.integer("points", defaults.points())),
                config.integer("control-images", DEFAULT.controlImages)));
        config.refuseUnknownKeys();
        return audit;
    }
}
