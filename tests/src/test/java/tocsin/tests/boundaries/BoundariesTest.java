package tocsin.tests.boundaries;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundariesTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
            .importPackages("tocsin");

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("tocsin.tests.boundaries.broken");

    @ParameterizedTest
    @MethodSource("tocsin.tests.boundaries.Boundaries#all")
    void every_boundary_is_kept(ArchRule boundary) {
        boundary.allowEmptyShould(true).check(PRODUCTION);
    }

    @Test
    void every_module_is_looked_at() {
        var packages = PRODUCTION.stream()
                .map(type -> type.getPackageName())
                .distinct()
                .toList();

        assertThat(packages)
                .contains("tocsin.alarm", "tocsin.configure", "tocsin.local", "tocsin.command")
                .contains("tocsin.intake", "tocsin.relay", "tocsin.remediate", "tocsin.database")
                .contains("tocsin.notify", "tocsin.watch", "tocsin.console")
                .noneMatch(name -> name.startsWith("tocsin.tests"));
    }

    @Test
    void an_sdk_client_outside_the_adapters_is_found() {
        assertThat(found(Boundaries.ONLY_ADAPTERS_KNOW_THE_SDK)).anyMatch(line -> line.contains("CallsAws"));
    }

    @Test
    void threads_sleep_and_random_are_found() {
        assertThat(found(Boundaries.NOTHING_RUNS_OF_ITS_OWN_ACCORD))
                .anyMatch(line -> line.contains("OnItsOwn.sleeps"))
                .anyMatch(line -> line.contains("OnItsOwn.startsAnother"))
                .anyMatch(line -> line.contains("OnItsOwn.drawsWithASeed"));
    }

    @Test
    void the_machines_clock_and_drawn_ids_are_found() {
        assertThat(found(Boundaries.THE_CLOCK_IS_A_PORT))
                .anyMatch(line -> line.contains("looksAtTheClock"))
                .anyMatch(line -> line.contains("makesAClock"))
                .anyMatch(line -> line.contains("countsMilliseconds"))
                .anyMatch(line -> line.contains("drawsAnId"))
                .anyMatch(line -> line.contains("drawsANumber"));
    }

    @Test
    void statics_that_change_are_found() {
        assertThat(found(Boundaries.NOTHING_IS_REMEMBERED_IN_STATICS))
                .anyMatch(line -> line.contains("Remembers.seen"))
                .anyMatch(line -> line.contains("Remembers.NAMES"));
    }

    @Test
    void orders_by_hash_are_found() {
        assertThat(found(Boundaries.ORDERS_ARE_THE_SAME_EVERYWHERE))
                .anyMatch(line -> line.contains("InAnyOrder.hashed()"))
                .anyMatch(line -> line.contains("InAnyOrder.hashedSet("))
                .anyMatch(line -> line.contains("InAnyOrder.two("))
                .anyMatch(line -> line.contains("InAnyOrder.entries("))
                .anyMatch(line -> line.contains("InAnyOrder.pair("))
                .anyMatch(line -> line.contains("InAnyOrder.copied("))
                .anyMatch(line -> line.contains("InAnyOrder.copiedSet("))
                .anyMatch(line -> line.contains("InAnyOrder.collected("))
                .anyMatch(line -> line.contains("InAnyOrder.collectedMap("))
                .anyMatch(line -> line.contains("InAnyOrder.grouped("));
    }

    @Test
    void a_decision_that_calls_a_port_is_found() {
        assertThat(found(Boundaries.DECIDING_CALLS_NOTHING)).anyMatch(line -> line.contains("AsksTheTable"));
    }

    private static List<String> found(ArchRule boundary) {
        return boundary.evaluate(BROKEN).getFailureReport().getDetails();
    }
}
