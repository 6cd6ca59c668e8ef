package io.gconv.jobs.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.net.URL;

/** Refuses includes of every kind: a pipeline file may come from anyone, and must not read other files or fetch URLs. */
final class NoIncludes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    static ConfigParseOptions options() {
        return ConfigParseOptions.defaults().setIncluder(new NoIncludes());
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public com.typesafe.config.ConfigObject include(ConfigIncludeContext context, String what) {
        throw refused(what);
    }

    @Override
    public com.typesafe.config.ConfigObject includeFile(ConfigIncludeContext context, File what) {
        throw refused(what.toString());
    }

    @Override
    public com.typesafe.config.ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw refused(what.toString());
    }

    @Override
    public com.typesafe.config.ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw refused(what);
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("include of " + what + ": a pipeline file may not include others");
    }
}
