package tocsin.alarm;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonBoolean;
import io.avaje.json.node.JsonDouble;
import io.avaje.json.node.JsonInteger;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import io.avaje.json.stream.JsonStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read, as the JSON record that {@code explain --json} prints; a fact that is not known is left null. */
public final class Facts {
    private static final JsonNodeMapper LINES = JsonNodeMapper.builder()
            .jsonStream(JsonStream.builder()
                    .serializeNulls(true)
                    .serializeEmpty(true)
                    .build())
            .build();

    private final JsonObject json = JsonObject.create();

    private Facts() {}

    /** The facts of one message, open for whoever adds what was decided about it. */
    public static JsonObject of(Received received) {
        var facts = new Facts();
        switch (received) {
            case Received.Alarmed alarmed -> facts.alarm(alarmed.transition());
            case Received.Deleted deleted -> facts.deletion(deleted);
            case Received.Deployed deployed -> facts.deployment(deployed);
            case Received.Health health -> facts.health(health);
            case Received.OfDatabase told -> facts.database(told);
            case Received.Ours _ -> facts.text("kind", "ours");
            case Received.NotAnAlarm _ -> facts.text("kind", "not-an-alarm");
            case Received.Unreadable unreadable -> facts.unreadable(unreadable);
        }
        facts.text("because", received.because());
        return facts.json;
    }

    /** One line of JSON, with the nulls and the empty lists that the mapper's own default leaves out. */
    public static String line(JsonNode facts) {
        return LINES.toJson(facts);
    }

    private void alarm(Transition alarm) {
        text("kind", Sentences.word(alarm.kind()));
        text("alarm", alarm.alarm());
        text("state", alarm.state());
        text("previousState", alarm.previous());
        text("account", alarm.account());
        text("region", alarm.region());
        text("namespace", Watched.namespace(alarm.metrics()));
        text("metric", Watched.name(alarm.metrics()));
        text("contributor", alarm.id().contributor());
        text("actionsSuppressedBy", alarm.suppressedBy());
        put("muted", JsonBoolean.of(alarm.muted()));
        further(alarm);
    }

    private void further(Transition alarm) {
        text("way", alarm.way());
        text("arn", alarm.id().arn());
        text("at", alarm.at());
        put("threshold", number(alarm.threshold()));
        put("observed", number(alarm.observed()));
        put("metrics", metrics(alarm));
        put("tags", alarm.tags() == null ? null : texts(alarm.tags()));
        put("actionsEnabled", alarm.actionsEnabled() == null ? null : JsonBoolean.of(alarm.actionsEnabled()));
        text("previouslySuppressedBy", alarm.previouslySuppressedBy());
        text("mutedUntil", alarm.mutedUntil());
        put("contributorAttributes", texts(alarm.contributorAttributes()));
        text("description", alarm.description());
        text("reason", alarm.reason());
    }

    private void deletion(Received.Deleted deleted) {
        text("kind", "not-an-alarm");
        text("deleted", deleted.alarm());
        text("arn", deleted.id().arn());
        text("at", deleted.at());
    }

    private void deployment(Received.Deployed deployed) {
        text("kind", "deployment");
        text("resource", deployed.resource());
        text("name", deployed.name());
        text("alias", deployed.alias());
        text("version", deployed.version());
        text("by", deployed.by());
        text("account", deployed.account());
        text("region", deployed.region());
        text("at", deployed.at());
    }

    private void health(Received.Health health) {
        text("kind", "aws-health");
        text("id", health.id());
        text("event", health.event());
        text("service", health.service());
        text("code", health.code());
        text("category", health.category());
        put("everybody", JsonBoolean.of(health.everybody()));
        put("over", JsonBoolean.of(health.over()));
        put("page", JsonInteger.of(health.page()));
        put("pages", JsonInteger.of(health.pages()));
        put("entities", list(health.entities()));
        text("account", health.account());
        text("region", health.region());
        text("at", health.at());
    }

    private void database(Received.OfDatabase told) {
        text("kind", "rds");
        text("id", told.id());
        text("name", told.name());
        text("code", told.code());
        put("categories", list(told.categories()));
        text("account", told.account());
        text("region", told.region());
        text("at", told.at());
    }

    private static JsonArray list(List<String> texts) {
        var array = JsonArray.create();
        texts.forEach(array::add);
        return array;
    }

    private void unreadable(Received.Unreadable unreadable) {
        text("kind", "malformed");
        text("alarm", unreadable.name());
        put("looksLikeAnAlarm", JsonBoolean.of(unreadable.alarm()));
    }

    private static JsonArray metrics(Transition alarm) {
        var metrics = JsonArray.create();
        alarm.metrics().forEach(metric -> metrics.add(metric(metric)));
        return metrics;
    }

    private static JsonObject metric(Metric metric) {
        var facts = new Facts();
        facts.text("id", metric.id());
        facts.text("namespace", metric.namespace());
        facts.text("name", metric.name());
        facts.put("dimensions", texts(metric.dimensions()));
        facts.text("stat", metric.stat());
        facts.put("period", metric.period() == null ? null : JsonInteger.of(metric.period()));
        facts.text("unit", metric.unit());
        facts.text("expression", metric.expression());
        facts.text("label", metric.label());
        facts.put("returned", JsonBoolean.of(metric.returned()));
        return facts.json;
    }

    private static JsonObject texts(Map<String, String> map) {
        var texts = JsonObject.create();
        map.forEach(texts::add);
        return texts;
    }

    private static @Nullable JsonNode number(@Nullable Double number) {
        return number == null ? null : JsonDouble.of(number);
    }

    private void text(String name, @Nullable Object fact) {
        put(name, fact == null ? null : JsonString.of(fact.toString()));
    }

    @SuppressWarnings("NullAway") // the tree holds a null for a fact that is not known, though its type does not say so
    private void put(String name, @Nullable JsonNode fact) {
        json.elements().put(name, fact);
    }
}
