package tocsin.tests.boundaries;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tocsin.alarm.CloudWatch;
import tocsin.cloud.Automations;
import tocsin.cloud.Buckets;
import tocsin.cloud.Database;
import tocsin.cloud.Distributions;
import tocsin.cloud.Functions;
import tocsin.cloud.Gateways;
import tocsin.cloud.Instances;
import tocsin.cloud.KeyTables;
import tocsin.cloud.Logs;
import tocsin.cloud.Stacks;
import tocsin.cloud.StateMachines;
import tocsin.config.Secrets;
import tocsin.page.Ses;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.state.Queues;
import tocsin.state.Table;

/** The rules. To allow one more place, or forbid one more call, change the list that names it. */
final class Boundaries {
    private static final List<Class<?>> PORTS = List.of(
            Table.class,
            Queues.class,
            Web.class,
            Sns.class,
            Ses.class,
            CloudWatch.class,
            Functions.class,
            Instances.class,
            Distributions.class,
            Buckets.class,
            Gateways.class,
            Logs.class,
            Stacks.class,
            Automations.class,
            StateMachines.class,
            KeyTables.class,
            Database.class,
            Secrets.class,
            InstantSource.class);

    private static final List<Class<?>> OF_ITS_OWN_ACCORD = List.of(
            Thread.class,
            ThreadLocal.class,
            Executor.class,
            Executors.class,
            CompletableFuture.class,
            Lock.class,
            Timer.class,
            Random.class,
            RandomGenerator.class);

    private static final List<String> CLOCKS = List.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.InstantSource.system",
            "java.time.Clock.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.ZoneId.systemDefault",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            UUID.class.getName() + ".randomUUID");

    static final ArchRule ONLY_ADAPTERS_KNOW_THE_SDK = noClasses()
            .that()
            .resideOutsideOfPackages("tocsin.aws..", "tocsin.local..", "tocsin.command.stack..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..")
            .because("a port is values in and values out: AWS, one machine and a simulation differ in the adapter"
                    + " alone");

    static final ArchRule NOTHING_RUNS_OF_ITS_OWN_ACCORD = noClasses()
            .that()
            .resideOutsideOfPackages("tocsin.aws..", "tocsin.local..", "tocsin.command..")
            .should()
            .dependOnClassesThat(anyOf(OF_ITS_OWN_ACCORD))
            .because("exactly one thing runs in a simulation, and its seed says which");

    static final ArchRule THE_CLOCK_IS_A_PORT = noClasses()
            .that()
            .resideOutsideOfPackages("tocsin.aws..", "tocsin.local..", "tocsin.command..")
            .should()
            .callCodeUnitWhere(describe(
                    "it reads the machine's clock, or draws an id or a number",
                    call -> CLOCKS.contains(name(call.getTarget()))))
            .because("the same input at the same instant gives the same answer");

    static final ArchRule NOTHING_IS_REMEMBERED_IN_STATICS = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("tocsin.aws..", "tocsin.local..", "tocsin.command..")
            .should(notChange())
            .because("a function's next start must not depend on the one before");

    static final ArchRule ORDERS_ARE_THE_SAME_EVERYWHERE = noClasses()
            .that()
            .resideOutsideOfPackages("tocsin.aws..", "tocsin.local..")
            .should()
            .callCodeUnitWhere(describe("its order differs from JVM to JVM", Boundaries::ordersByHash))
            .because("an order that decides or is printed is that of a List, LinkedHashMap, TreeMap or an enum");

    static final ArchRule DECIDING_CALLS_NOTHING = classes()
            .that()
            .resideInAnyPackage("..triage..", "..incident..")
            .should()
            .onlyDependOnClassesThat(DescribedPredicate.not(anyOf(PORTS)))
            .because("deciding is a function of what is stored, what came in, and now");

    private Boundaries() {}

    static List<ArchRule> all() {
        return List.of(
                ONLY_ADAPTERS_KNOW_THE_SDK,
                NOTHING_RUNS_OF_ITS_OWN_ACCORD,
                THE_CLOCK_IS_A_PORT,
                NOTHING_IS_REMEMBERED_IN_STATICS,
                ORDERS_ARE_THE_SAME_EVERYWHERE,
                DECIDING_CALLS_NOTHING);
    }

    private static DescribedPredicate<JavaClass> anyOf(List<Class<?>> types) {
        var names = types.stream().map(Class::getSimpleName).toList();
        return describe(
                "are one of " + names,
                type -> types.stream().anyMatch(each -> assignableTo(each).test(type)));
    }

    private static String name(CodeUnitCallTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }

    /** An order cannot differ where there is but one: Map.of with one pair and Set.of with one element are fine. */
    private static boolean ordersByHash(JavaCall<?> call) {
        var target = call.getTarget();
        var owner = target.getOwner();
        int given = target.getRawParameterTypes().size();
        return switch (target.getName()) {
            case "<init>" -> owner.isEquivalentTo(HashMap.class) || owner.isEquivalentTo(HashSet.class);
            case "of" ->
                owner.isEquivalentTo(Map.class) && given > 2 || owner.isEquivalentTo(Set.class) && severalOf(target);
            case "ofEntries", "copyOf" -> owner.isEquivalentTo(Map.class) || owner.isEquivalentTo(Set.class);
            case "toSet", "toUnmodifiableSet", "toUnmodifiableMap" -> owner.isEquivalentTo(Collectors.class);
            case "toMap" -> owner.isEquivalentTo(Collectors.class) && given < 4;
            case "groupingBy", "partitioningBy" -> owner.isEquivalentTo(Collectors.class) && given < 3;
            default -> false;
        };
    }

    private static boolean severalOf(CodeUnitCallTarget target) {
        var given = target.getRawParameterTypes();
        return given.size() > 1 || given.size() == 1 && given.getFirst().isArray();
    }

    private static ArchCondition<JavaField> notChange() {
        return new ArchCondition<>("be final, and of a type that does not change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                if (!field.getModifiers().contains(JavaModifier.FINAL) || changes(field)) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
                }
            }
        };
    }

    /**
     * A constant list is made by List.of; one that is filled somewhere shows it by its constructor. The type of the
     * field does not tell, so the class's initializer is asked what it calls.
     */
    private static boolean changes(JavaField field) {
        var type = field.getRawType();
        if (type.getPackageName().startsWith("java.util.concurrent.atomic")) {
            return true;
        }
        return (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class))
                && field.getOwner().getConstructorCallsFromSelf().stream()
                        .filter(call -> call.getOrigin().getName().equals("<clinit>"))
                        .map(JavaCall::getTargetOwner)
                        .anyMatch(made -> made.isAssignableTo(Collection.class) || made.isAssignableTo(Map.class));
    }
}
