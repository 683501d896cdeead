package tocsin.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.action.Action.Parameter;
import tocsin.action.Form;
import tocsin.cloud.Instances.InstanceState;

/** A database instance is available, has storage left, and a certificate that lasts. */
final class RdsCheck implements CheckKind {
    private static final String DATABASE = "database";
    private static final String FREE = "free-storage";
    private static final String CERTIFICATE = "certificate-days";
    private static final double GIB = 1024.0 * 1024 * 1024;
    private static final Duration LATELY = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "rds";
    }

    @Override
    public String about() {
        return "An instance is available; GiB of free-storage it must have, days that its certificate must last.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed(DATABASE, Forms.NAME),
                Forms.optional(FREE, Form.NUMBER),
                Forms.optional(CERTIFICATE, Form.NUMBER));
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        var permissions = new ArrayList<String>();
        permissions.add("rds:DescribeDBInstances");
        if (parameters.containsKey(FREE)) {
            permissions.add(Measured.PERMISSION);
        }
        return permissions;
    }

    @Override
    public Seen look(Look look) {
        var task = look.task();
        var state = task.cloud().instances().describe(task.place(), look.text(DATABASE), task.timeout());
        var seen = Seen.of(state.status().equals("available"), state.name() + " is " + state.status());
        var free = look.optional(FREE);
        if (free != null) {
            seen = seen.and(Seen.part(() -> storage(look, Long.parseLong(free))));
        }
        var days = look.optional(CERTIFICATE);
        return days == null ? seen : seen.and(certificate(look, state, Long.parseLong(days)));
    }

    private static Seen storage(Look look, long least) {
        var bytes = Measured.of("AWS/RDS", "FreeStorageSpace", "Minimum")
                .in("DBInstanceIdentifier", look.text(DATABASE))
                .newest(look, LATELY);
        if (bytes.isEmpty()) {
            return Seen.unknown("nothing tells how much storage is free");
        }
        var gib = (long) Math.floor(bytes.getAsDouble() / GIB);
        return Seen.of(gib >= least, gib + " GiB are free" + (gib >= least ? "" : ", expected " + least));
    }

    private static Seen certificate(Look look, InstanceState state, long least) {
        var ends = state.certificateEnds();
        if (ends == null) {
            return Seen.unknown("RDS does not tell when its certificate ends");
        }
        var left = Duration.between(look.task().now(), ends).toDays();
        return Seen.of(
                left >= least,
                "its certificate has " + left + " days left" + (left >= least ? "" : ", expected " + least));
    }
}
