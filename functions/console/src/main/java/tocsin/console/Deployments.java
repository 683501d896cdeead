package tocsin.console;

import io.avaje.json.node.JsonObject;
import java.util.List;
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

    private Response take(JsonObject body, String by, @Nullable String told) {
        var service = body.extract("service", "");
        var partition = service.contains("/")
                ? service
                : books.configuration().stages().getFirst().name() + "/" + service;
        if (books.configuration().service(partition).isEmpty()) {
            throw new BadRequest("service: '" + Cleaned.line(service, LONGEST) + "'; expected a service of tocsin.yaml,"
                    + " such as api or staging/api");
        }
        var version = Cleaned.line(body.extract("version", ""), LONGEST);
        if (version.isBlank()) {
            throw new BadRequest("version: ''; expected what the team calls it, such as v42");
        }
        var now = ports.clock().instant();
        var deployment = new Deployment(version, body.extract("migration", false), now, by, told);
        books.ledger()
                .decide(
                        books.triage().partitions(partition),
                        List.of(),
                        stored -> books.triage().deployed(stored, partition, deployment, now));
        return Response.done(version + " of " + partition + " is noted: it stands beside what goes wrong until 2 h from"
                + " now, and what would act by itself asks for "
                + Said.duration(books.configuration().times().deployed()));
    }
}
