package tocsin.runbook;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Series;
import tocsin.alarm.Transition;
import tocsin.config.Configuration;
import tocsin.config.Probe;
import tocsin.config.Service;
import tocsin.page.Web;

/** Finds out whether a change has helped: by the alarm and its metric, and by what users feel. */
final class Proofs {
    private final CloudWatch cloudWatch;
    private final Web web;
    private final Configuration configuration;

    Proofs(CloudWatch cloudWatch, Web web, Configuration configuration) {
        this.cloudWatch = cloudWatch;
        this.web = web;
        this.configuration = configuration;
    }

    /**
     * Looks once.
     *
     * @param changedAt when the last change was done: only what was measured after it counts
     */
    Wellness look(Runbook.Proof proof, RunRequest request, @Nullable Instant changedAt, Instant now, Duration timeout) {
        var well = new Wellness(true, "nothing is to be proven");
        if (proof.alarm()) {
            var transition = request.transition();
            well = transition == null ? new Wellness(true, "no alarm asked for it") : alarm(transition, changedAt, now);
        }
        if (proof.probe()) {
            var probed = probes(request.partition(), timeout);
            well = proof.alarm() ? well.and(probed) : probed;
        }
        return well;
    }

    private Wellness alarm(Transition transition, @Nullable Instant changedAt, Instant now) {
        var place = transition.place();
        if (place == null) {
            return new Wellness(false, "the message names no account or no Region where CloudWatch could be asked");
        }
        try {
            var alarm = cloudWatch.alarm(place, transition.alarm());
            if (alarm == null) {
                return new Wellness(false, "CloudWatch knows no alarm " + transition.alarm());
            }
            var series = alarm.metrics().isEmpty()
                    ? List.<Series>of()
                    : cloudWatch.read(place, alarm.metrics(), Breach.freshFrom(alarm, now), now);
            return judge(alarm, series, changedAt, now);
        } catch (PortFailure failure) {
            return new Wellness(false, "CloudWatch could not be asked: " + failure.getMessage());
        }
    }

    /** Whether the alarm is well, and its metric too: by a datapoint whose period began after the change. */
    static Wellness judge(AlarmStatus alarm, List<Series> series, @Nullable Instant changedAt, Instant now) {
        if (alarm.state() != AlarmState.OK) {
            return new Wellness(false, alarm.name() + " is " + alarm.state() + " since " + Said.time(alarm.since()));
        }
        if (alarm.metrics().isEmpty()) {
            return new Wellness(true, alarm.name() + " is OK since " + Said.time(alarm.since()));
        }
        var fresh = Breach.freshFrom(alarm, now);
        var from = changedAt != null && changedAt.isAfter(fresh) ? changedAt : fresh;
        return switch (Breach.last(alarm, series, from)) {
            case Breach.Judged.Unknown(var why) -> new Wellness(false, alarm.name() + " is OK, but " + why);
            case Breach.Judged.Known(var breach) ->
                breach.breaching()
                        ? new Wellness(false, alarm.name() + " is OK, but its metric is " + breach.says())
                        : new Wellness(true, alarm.name() + " is OK with " + breach.says());
        };
    }

    private Wellness probes(String partition, Duration timeout) {
        return probesOf(configuration, partition).stream()
                .map(probe -> probe(probe, timeout))
                .reduce(Wellness::and)
                .orElseGet(() -> new Wellness(false, "no probe tells how " + partition + " is"));
    }

    /** The service's own probe; of one without, the probes of those that need it. */
    static List<Probe> probesOf(Configuration configuration, String partition) {
        var service = configuration.service(partition).orElse(null);
        if (service == null) {
            return List.of();
        }
        var own = service.probe();
        return own != null
                ? List.of(own)
                : configuration.neededBy(service).stream()
                        .map(Service::probe)
                        .<Probe>mapMulti((probe, found) -> {
                            if (probe != null) {
                                found.accept(probe);
                            }
                        })
                        .distinct()
                        .toList();
    }

    Wellness probe(Probe probe, Duration timeout) {
        try {
            var call = new Web.Call("GET", URI.create(probe.http()), Collections.emptyMap(), null, timeout);
            var answer = web.send(call);
            var said = probe.http() + " answers " + answer.status();
            if (answer.status() / 100 != 2) {
                return new Wellness(false, said);
            }
            var contains = probe.contains();
            return contains == null || answer.body().contains(contains)
                    ? new Wellness(true, said)
                    : new Wellness(false, said + ", but without '" + contains + "'");
        } catch (PortFailure failure) {
            return new Wellness(false, probe.http() + " does not answer");
        }
    }
}
