package io.gconv.jobs.output;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a lock.
 *
 * @param token names this lock and no other
 * @param run the run
 * @param host the name of its driver's machine
 * @param user who started it
 * @param application Spark's name of it
 * @param pid its driver's process
 * @param processStart when that process started, in milliseconds since 1970 UTC; tells processes with the same number apart
 * @param processes which processes these numbers are of, the same only on the same machine, in the same container, since
 *     the same boot; empty if that cannot be known
 * @param since when it took the lock
 */
public record LockOwner(
        String token,
        String run,
        String host,
        String user,
        String application,
        long pid,
        long processStart,
        String processes,
        Instant since) {

    /** Returns this process as the owner of a new lock. */
    public static LockOwner thisProcess(String run, String application) {
        ProcessHandle process = ProcessHandle.current();
        return new LockOwner(
                UUID.randomUUID().toString(),
                run,
                hostName(),
                System.getProperty("user.name", ""),
                application,
                process.pid(),
                start(process),
                processSpace(),
                Instant.now());
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("unknown host");
        }
    }

    /** Linux tells the boot and the name space of process numbers. */
    private static String processSpace() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " "
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return "";
        }
    }

    /** Returns whether this process can see the other one, if that lives. */
    boolean sees(LockOwner other) {
        return !processes.isEmpty() && processes.equals(other.processes);
    }

    /** Returns whether a process with that number lives, for owners that {@link #sees} holds for. */
    boolean isThere() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Returns whether the process lives for certain, for owners that {@link #sees} holds for. */
    boolean lives() {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && start(process) == processStart)
                .isPresent();
    }

    /** Returns who that is, in words. */
    String inWords() {
        return "run " + run + " of " + user + " (host " + host + ", pid " + pid + ", " + application + ", since "
                + since + ")";
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("token", token);
        map.put("run", run);
        map.put("host", host);
        map.put("user", user);
        map.put("application", application);
        map.put("pid", pid);
        map.put("process_start", processStart);
        map.put("processes", processes);
        map.put("since", since.toString());
        return map;
    }

    static LockOwner of(Map<String, Object> map) {
        if (map.get("pid") instanceof Number pid && map.get("process_start") instanceof Number start) {
            return new LockOwner(
                    text(map, "token"),
                    text(map, "run"),
                    text(map, "host"),
                    text(map, "user"),
                    text(map, "application"),
                    pid.longValue(),
                    start.longValue(),
                    text(map, "processes"),
                    Instant.parse(text(map, "since")));
        }
        throw new IllegalArgumentException("it lacks a process");
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key));
    }
}
