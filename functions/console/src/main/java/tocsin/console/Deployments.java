package tocsin.console;

import io.avaje.json.node.JsonBoolean;
import io.avaje.json.node.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tocsin.Digest;
import tocsin.Ports;
import tocsin.Said;
import tocsin.SignedCall;
import tocsin.incident.Deployment;
import tocsin.page.Cleaned;
import tocsin.state.Batch;

/** That a version of a service went live, as a person or a pipeline says. */
final class Deployments {
    private static final int LONGEST = 100;

    /** A deployment is a few words, and the hook is open to everybody. */
    private static final int MOST = 10_000;

    private final Ports ports;
    private final Books books;

    Deployments(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response declare(Request request) {
        return take(Batch.tree(request.body()), Caller.of(request), null);
    }

    /** The same from a pipeline without credentials of AWS: it signs with the secret that tocsin.yaml names. */
    Response hook(Request request) {
        var secret = ports.configuration().deploySecret();
        if (secret == null) {
            return Response.notFound("no secret for deployments is configured (deployed.secret)");
        }
        if (request.body().length() > MOST) {
            return Response.problem(413, "Too large", "a deployment is a JSON object of a few words");
        }
        var refusal = SignedCall.refusal(
                request.headers().getOrDefault(SignedCall.HEADER, ""),
                request.body(),
                ports.secrets().secret(secret.name()),
                ports.clock().instant());
        if (refusal.isPresent()) {
            return Response.problem(401, "Not signed", refusal.get());
        }
        var body = Batch.tree(request.body());
        var by = Cleaned.line(body.extract("by", "a pipeline"), LONGEST);
        return take(body, by, Digest.of(request.headers().getOrDefault(SignedCall.HEADER, "")));
    }

    /** Taken for false by mistake it would let code be put back over a schema that it does not know. */
    private static boolean migration(JsonObject body) {
        return switch (body.elements().get("migration")) {
            case JsonBoolean said -> Boolean.parseBoolean(said.text());
            case null -> false;
            default -> throw new BadRequest("migration: expected true or false");
        };
    }

    /** Takes back what was declared, or told by AWS: it did not go live after all. */
    Response withdraw(Request request) {
        var body = Batch.tree(request.body());
        var partition = books.partition(body.extract("service", ""));
        var version = version(body);
        var by = Caller.of(request);
        var any = new AtomicBoolean();
        books.ledger().decide(books.triage().partitions(partition), List.of(), stored -> {
            var withdrawn = books.triage()
                    .withdrawn(stored, partition, version, by, ports.clock().instant());
            any.set(withdrawn.any());
            return withdrawn.decision();
        });
        return any.get()
                ? Response.done(version + " of " + partition + " is withdrawn: it counts no more")
                : Response.refused("no deployment " + version + " of " + partition + " stands; " + standing(partition));
    }

    private String standing(String partition) {
        var versions = books.ledger().view(List.of(partition), List.of()).head(partition).live().stream()
                .map(Deployment::version)
                .distinct()
                .toList();
        return versions.isEmpty() ? "none does" : "there is " + String.join(", ", versions);
    }

    private Response take(JsonObject body, String by, @Nullable String told) {
        var partition = books.partition(body.extract("service", ""));
        var version = version(body);
        var now = ports.clock().instant();
        var deployment = new Deployment(version, migration(body), now, by, told);
        books.ledger()
                .decide(
                        books.triage().partitions(partition),
                        List.of(),
                        stored -> books.triage().deployed(stored, partition, deployment, now));
        return Response.done(version + " of " + partition + " is noted: it stands beside what goes wrong until 2 h from"
                + " now, and what would act by itself asks for "
                + Said.duration(books.configuration().times().deployed()));
    }

    private static String version(JsonObject body) {
        var version = Cleaned.line(body.extract("version", ""), LONGEST);
        if (version.isBlank()) {
            throw new BadRequest("version: ''; expected what the team calls it, such as v42");
        }
        return version;
    }
}
