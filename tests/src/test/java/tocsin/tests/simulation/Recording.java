package tocsin.tests.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.cloud.Automations;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.cloud.Functions;
import tocsin.cloud.StateMachines;
import tocsin.local.product.PretendCloud;
import tocsin.testing.Interfered;
import tocsin.testing.Interference;
import tocsin.testing.TestingPorts;
import tocsin.tests.story.Production;

/** Production as Tocsin reaches it: whatever is changed by it is noted with the run whose session it was. */
final class Recording {
    private static final String ACCOUNT = Production.PLACE.region() + ":" + Production.PLACE.account() + ":";
    static final String FUNCTION = "arn:aws:lambda:" + ACCOUNT + "function:";
    private static final String INSTANCE = "arn:aws:rds:" + ACCOUNT + "db:";
    private static final String DOCUMENT = "arn:aws:ssm:" + ACCOUNT + "automation-definition/";

    private final TestingPorts ports;
    private final Production production;
    private final PretendCloud pretend;
    private final Interference weather;
    private final Noted noted;
    private final Map<String, Cloud> sessions = new TreeMap<>();

    /** Hears of each change as it is made. */
    interface Noted {
        void made(String run, String target, String what, String before);
    }

    Recording(TestingPorts ports, Production production, PretendCloud pretend, Interference weather, Noted noted) {
        this.ports = ports;
        this.production = production;
        this.pretend = pretend;
        this.weather = weather;
        this.noted = noted;
    }

    /** The cloud in the session of a run. */
    Cloud cloud(String session) {
        return sessions.computeIfAbsent(session, run -> new Interfered(weather).cloud(recorded(run)));
    }

    private Cloud recorded(String run) {
        var all = pretend.ports();
        return new Cloud(
                port(Functions.class, ports.functions, given -> function(run, given)),
                ports.instances,
                all.distributions(),
                all.buckets(),
                all.gateways(),
                ports.cloud.logs(),
                all.stacks(),
                port(
                        Automations.class,
                        all.automations(),
                        given -> begun(
                                run, DOCUMENT + given, () -> pretend.automations.begun(given), "an execution of")),
                port(
                        StateMachines.class,
                        all.stateMachines(),
                        given -> begun(run, given, () -> pretend.stateMachines.begun(given), "an execution of")),
                all.keyTables());
    }

    /** The database, whose requests name their run. */
    Database database() {
        var database = (Database) (request, timeout) -> {
            var changes = production.endings();
            var reply = ports.database.ask(request, timeout);
            var after = production.endings();
            after.subList(changes.size(), after.size())
                    .forEach(
                            what -> noted.made(String.valueOf(request.run()), INSTANCE + request.database(), what, ""));
            return reply;
        };
        return new Interfered(weather).port("database", Database.class, database);
    }

    /** What is to be done once a call has been answered. */
    private interface Afterwards {
        Runnable of(String given);
    }

    private Runnable function(String run, String function) {
        var changes = ports.functions.changes().size();
        var name = function.substring(function.lastIndexOf(':') + 1);
        var live = production.live(name);
        return () -> {
            var all = ports.functions.changes();
            all.subList(changes, all.size()).forEach(what -> noted.made(run, FUNCTION + name, what, live));
        };
    }

    private Runnable begun(String run, String target, Supplier<Long> begun, String what) {
        var before = begun.get();
        return () -> {
            if (begun.get() > before) {
                noted.made(run, target, what + " " + target, "");
            }
        };
    }

    private static <T> T port(Class<T> type, T port, Afterwards afterwards) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> call(port, method, given, afterwards)));
    }

    private static @Nullable Object call(
            Object port, Method method, @Nullable Object @Nullable [] given, Afterwards afterwards) throws Throwable {
        var named = given == null || given.length < 2 ? "" : String.valueOf(given[1]);
        var then = CHANGING.contains(method.getName()) ? afterwards.of(named) : (Runnable) () -> {};
        try {
            var answer = method.invoke(port, given);
            then.run();
            return answer;
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }

    private static final List<String> CHANGING =
            List.of("replaceEnvironment", "publish", "moveAlias", "reserve", "invoke", "start");
}
