package io.gconv.jobs;

/** Stub. */
public final class Main {
    private Main() {}

    /** Stub. */
    public static void main(String[] args) {}
}
