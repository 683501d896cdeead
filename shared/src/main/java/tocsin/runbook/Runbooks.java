package tocsin.runbook;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The runbooks that a function was packed with. */
public record Runbooks(List<Runbook> all) {
    /** The resource that functions load. */
    public static final String RESOURCE = "/runbooks.json";

    public Runbooks {
        all = List.copyOf(all);
    }

    /** The compiled runbooks that this function was packed with. */
    public static Runbooks load() {
        try (var resource = Runbooks.class.getResourceAsStream(RESOURCE)) {
            return read(Objects.requireNonNull(resource, "no " + RESOURCE + " was packed"));
        } catch (IOException failure) {
            throw new IllegalStateException(RESOURCE + " cannot be read", failure);
        }
    }

    /** Reads the compiled form. */
    public static Runbooks read(InputStream json) {
        return new Runbooks(type().fromJson(json));
    }

    /** Its compiled form, which {@link #read} gives back. */
    public String toJson() {
        return type().toJsonPretty(all);
    }

    public Optional<Runbook> named(String name) {
        return all.stream().filter(runbook -> runbook.name().equals(name)).findFirst();
    }

    /** The same, but one parameter of one step: a demonstration that cannot wait ten minutes says so and does this. */
    public Runbooks overriding(String runbook, String step, String parameter, String value) {
        return new Runbooks(all.stream()
                .map(each -> each.name().equals(runbook) ? overriding(each, step, parameter, value) : each)
                .toList());
    }

    private static Runbook overriding(Runbook runbook, String step, String parameter, String value) {
        var steps = runbook.steps().stream()
                .map(each -> each.id().equals(step) ? each.with(parameter, value) : each)
                .toList();
        return new Runbook(runbook.name(), runbook.title(), runbook.when(), steps, runbook.proof());
    }

    private static JsonType<List<Runbook>> type() {
        return Jsonb.instance().type(Runbook.class).list();
    }
}
