package tocsin.tests.story;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import tocsin.alarm.AlarmState;
import tocsin.incident.IncidentRef;
import tocsin.incident.StoryEntry;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.testing.Interference;

/** What happens in a world, told so that it can happen again with an interference, and what is left at its end. */
record Story(String name, Consumer<World> happens) {
    private static final String ANN = "arn:aws:iam::111122223333:user/ann";

    /** An alarm, and the page that comes of it. */
    static final Story PAGE = new Story("page", world -> {
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(Duration.ofMinutes(3));
    });

    /** A page that somebody acknowledges by the command. */
    static final Story ACKNOWLEDGE = new Story("acknowledge", world -> {
        PAGE.happens().accept(world);
        world.http("POST", "/api/v1/incidents/api-1/ack", JsonObject.create(), "", ANN);
        world.pass(Duration.ofMinutes(12)); // an update is asked for after ten
    });

    /** An alarm that recovers, and the incident that is watched and then over. */
    static final Story RESOLVE = new Story("resolve", world -> {
        PAGE.happens().accept(world);
        world.send(Valine.sample("api-5xx-ok.eventbridge"));
        world.pass(Duration.ofMinutes(35));
    });

    /** A database that is full, and the run that mends it once somebody approves; proven, and then over. */
    static final Story RUN = new Story("run", world -> {
        world.production.leak(83);
        world.send(Valine.sample("db-connections.eventbridge"));
        world.until(() -> asks(world), Duration.ofMinutes(5));
        approve(world);
        world.pass(Duration.ofMinutes(10));
        world.send(Valine.sample("db-connections-ok.eventbridge"));
        world.pass(Duration.ofMinutes(45));
    });

    /** Work that cannot wait, in which an alarm is held; it ends, and what stands pages. */
    static final Story MAINTENANCE = new Story("maintenance", world -> {
        var body = "{\"what\": \"a hole is closed\", \"emergency\": true}";
        world.http("POST", "/api/v1/maintenance", JsonObject.create(), body, ANN);
        world.listed("db-cpu", AlarmState.ALARM);
        world.send(Valine.sample("db-cpu.eventbridge"));
        world.pass(Duration.ofMinutes(3));
        world.http("POST", "/api/v1/maintenance/maintenance-1/end", JsonObject.create(), "{}", ANN);
        world.pass(Duration.ofMinutes(6));
    });

    private static boolean asks(World world) {
        var run = world.ports.table.row(Keys.run(new IncidentRef("prod/db", 1), 1));
        return run != null && "asking".equals(run.text("status"));
    }

    /** Ann says yes to what it asked last, as she read it. */
    private static void approve(World world) {
        var read = world.ports.table.query("prod/db", Keys.stories(1), false, 1000, null).rows().stream()
                .map(row -> new Documents().stories().fromJson(String.valueOf(row.text("body"))))
                .filter(entry -> entry.what().equals("run asks"))
                .map(StoryEntry::text)
                .reduce("", (earlier, later) -> later);
        var body = JsonNodeMapper.builder().build().toJson(JsonObject.create().add("read", read));
        world.http("POST", "/api/v1/incidents/db-1/runs/1/approve", JsonObject.create(), body, ANN);
    }

    /**
     * What a story leaves behind.
     *
     * @param mails and text messages
     */
    record End(List<String> table, List<String> alerts, List<String> changes, int mails) {}

    World tell(Interference interference) {
        var world = new World(Valine.paging(), interference);
        happens.accept(world);
        return world;
    }

    /**
     * The end, without what a repetition may change: leases, attempts and instants, and the number of a text message.
     */
    static End end(World world) {
        var table = world.ports.table.rows().stream()
                .filter(row -> !row.key().pk().startsWith("pager/")) // counts attempts, and is forgotten in an hour
                .map(Story::lasting)
                .toList();
        return new End(
                table,
                world.alerts(),
                world.production.changes(),
                world.ports.sns.published().size());
    }

    private static String lasting(Row row) {
        var attributes = new TreeMap<>(row.attributes());
        List.of("lease", "leaseUntil", "attempts", "answeredAt", Due.AT, "expires")
                .forEach(attributes::remove);
        if (Keys.isRun(row.key())) {
            attributes.remove("revision"); // counts how often it was looked at
        }
        var texts = new ArrayList<String>();
        attributes.forEach((name, value) -> texts.add(name + "=" + lasting(value)));
        return row.key().toString().replaceAll("update-due-\\d+", "update-due-INSTANT") + " " + texts;
    }

    private static String lasting(Value value) {
        return switch (value) {
            case Value.Text text ->
                text.text()
                        // what is seen before a run depends on when it is looked for
                        .replaceAll("was [0-9.]+(, [0-9.]+)*, last at", "was VALUES, last at")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][0-9:.]+(Z| UTC)", "INSTANT")
                        .replaceAll("update-due-\\d+", "update-due-INSTANT")
                        .replaceAll("publication-[0-9]+", "publication")
                        .replaceAll("\"claim\":[0-9]+", "claim")
                        .replaceAll(",\"seenAt\":\"INSTANT\"", ""); // asked again only where it was under way
            case Value.Whole whole -> Long.toString(whole.number());
        };
    }
}
