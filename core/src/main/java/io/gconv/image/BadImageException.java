package io.gconv.image;

import java.io.IOException;

/** An image, or a region of one, that cannot be decoded, with a reason for people. */
public final class BadImageException extends IOException {

    private static final long serialVersionUID = 1L;

    BadImageException(String reason) {
        super(reason);
    }

    /** Where it was noticed says nothing to people, and costs more than to notice it. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Returns the reason: one line, without class names or paths. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
