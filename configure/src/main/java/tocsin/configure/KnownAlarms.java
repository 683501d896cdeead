package tocsin.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.alarm.AlarmState;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Received;
import tocsin.alarm.Transition;

/** The alarms that lint judges: those in samples of what may arrive. */
public final class KnownAlarms {
    private static final String ANSWER = ".expected.json";

    private KnownAlarms() {}

    /** The transitions to ALARM in these payloads; of a folder, in all that it holds. */
    public static List<Transition> in(List<Path> places) throws IOException {
        var alarms = new ArrayList<Transition>();
        for (var place : places) {
            try (var files = Files.walk(place)) {
                for (var file : files.filter(KnownAlarms::payload).sorted().toList()) {
                    alarms.addAll(transitions(Files.readString(file)));
                }
            }
        }
        return List.copyOf(alarms);
    }

    private static boolean payload(Path file) {
        var name = file.toString();
        return name.endsWith(".json") && !name.endsWith(ANSWER);
    }

    private static List<Transition> transitions(String payload) {
        return new MessageReader()
                .read(payload, Instant.EPOCH).stream()
                        .flatMap(received -> received instanceof Received.Alarmed(var transition, var _)
                                        && transition.state() == AlarmState.ALARM
                                ? List.of(transition).stream()
                                : List.<Transition>of().stream())
                        .toList();
    }
}
