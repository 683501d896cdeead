package tocsin.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command in a JVM of its own, so that what it finds is found by anybody. */
class SimulationTest {
    /** What few worlds would not pay for: they are over before it is done. */
    private static final String BETTER_COMPILER = "-XX:+TieredCompilation";

    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    /** So many worlds are looked through for a planted fault. */
    private static final String MOST = "300";

    /**
     * Where to look for each fault first, as {@code ./tocsin simulate --seeds 1000 --fault ...} told: what is decided
     * anew moves it, and then it is found a little later.
     */
    private static final Map<Fault, Long> FOUND_IN = Map.ofEntries(
            Map.entry(Fault.ACKNOWLEDGED_BEFORE_COMMIT, 35L),
            Map.entry(Fault.RELAY_SKIPS_ON_ERROR, 166L),
            Map.entry(Fault.CLAIM_WITHOUT_LEASE, 4L),
            Map.entry(Fault.LEASE_NOT_CHECKED_AT_COMMIT, 48L),
            Map.entry(Fault.NO_VERSION_CHECK, 2L),
            Map.entry(Fault.TIMER_IN_MEMORY, 1L),
            Map.entry(Fault.WITHHOLDS_WITHOUT_TIMER, 1L),
            Map.entry(Fault.RUN_WAITS_IN_MEMORY, 1L),
            Map.entry(Fault.KEY_WITHOUT_CONTRIBUTOR, 2L),
            Map.entry(Fault.BUDGET_BEFORE_LEASE, 27L),
            Map.entry(Fault.SYMPTOM_SWALLOWS, 355L),
            Map.entry(Fault.HALT_NOT_LOOKED_AT, 12L),
            Map.entry(Fault.APPROVAL_OF_ANY_PLAN, 9L),
            Map.entry(Fault.STORM_NOT_SEEN, 211L),
            Map.entry(Fault.TARGET_WITHOUT_LEASE, 13L),
            Map.entry(Fault.REPEATED_UNKNOWN, 678L),
            Map.entry(Fault.CANARY_WITHOUT_TIMER, 1L),
            Map.entry(Fault.MARK_IS_ENOUGH, 559L),
            Map.entry(Fault.FIRST_PAGE_ALONE, 10L),
            Map.entry(Fault.GONE_FROM_HALF_A_LIST, 30L));

    /** A world has one thread: two halves of them go on beside each other. */
    @Test
    void nothing_is_lost_or_repeated_or_unproven_in_a_thousand_worlds() throws Exception {
        var first = begin(BETTER_COMPILER, "--seeds", "500");
        var second = begin(BETTER_COMPILER, "--seeds", "500", "--from", "501");

        assertThat(said(first)).contains("500 worlds", "everything held");
        assertThat(said(second)).contains("500 worlds", "everything held");
    }

    /** As many at once as there are cores: a world has one thread. */
    @Test
    void each_planted_fault_is_found() {
        var faults = List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.OFF)));

        var said = faults.parallelStream().map(SimulationTest::looked).toList();

        assertThat(said)
                .allSatisfy(each -> assertThat(each)
                        .containsPattern("^[a-z-]+: seed ")
                        .contains(" is broken", "again: ./tocsin simulate"));
    }

    private static String looked(Fault fault) {
        var from = "" + FOUND_IN.getOrDefault(fault, -1L);
        try {
            return fault.title() + ": "
                    + simulate("--seeds", MOST, "--from", from, "--fault", fault.title(), "--shrink", "0");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void two_JVMs_tell_the_same_stories() throws Exception {
        var first = begin(QUICK_COMPILER, "--seeds", "30");
        var second = begin(QUICK_COMPILER, "--seeds", "30");
        var said = said(first);

        assertThat(said).contains("trace hash");
        assertThat(said(second).replaceFirst("in .* s;", "")).isEqualTo(said.replaceFirst("in .* s;", ""));
    }

    @Test
    void a_fault_that_nobody_knows_is_refused_with_those_that_are_known() throws Exception {
        assertThat(simulate("--fault", "gremlins"))
                .contains("--fault 'gremlins': expected one of off, acknowledged-before-commit");
    }

    private static String simulate(String... arguments) throws IOException {
        return said(begin(QUICK_COMPILER, arguments));
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Process begin(String compiler, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                compiler,
                "-XX:+UseSerialGC",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Dtocsin.root=" + System.getProperty("tocsin.root"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                Simulate.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
