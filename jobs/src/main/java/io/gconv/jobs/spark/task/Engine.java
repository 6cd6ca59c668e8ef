package io.gconv.jobs.spark.task;

import io.gconv.layer.EngineOptions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The arithmetic that this JVM computes with. Static because a JVM chooses once, and says so once. */
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private Engine() {}

    /**
     * Returns which one and why, and logs it the first time.
     *
     * @throws IllegalArgumentException if what the JVM was asked for is not there
     */
    public static String arithmetic() {
        String arithmetic = EngineOptions.arithmetic();
        if (SAID.compareAndSet(false, true)) {
            LOG.info("engine: {}", arithmetic);
        }
        return arithmetic;
    }
}
