package io.gconv.image;

import java.io.IOException;

/** An image, or a region of one, that cannot be decoded, with a human-readable reason. */
public final class BadImageException extends IOException {

    private static final long serialVersionUID = 1L;

    BadImageException(String reason) {
        super(reason);
    }

    /** No stack trace: it would mean nothing to users and costs more than detecting the fault. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Returns the reason: one line, without class names or paths. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
