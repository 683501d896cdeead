package tocsin.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.local.run.Json;
import tocsin.page.Sns;
import tocsin.page.SnsLimits;
import tocsin.page.Web;

/**
 * In the place of Amazon SNS: mail and SMS that would go out are printed and kept, one a line of JSON, and where an
 * address is given also sent there, whose refusal is then that of SNS.
 */
public final class Outbox implements Sns {
    private final Path file;
    private final Consumer<String> printer;
    private final Optional<URI> url;
    private final Web web;
    private final InstantSource clock;

    public Outbox(Path file, Consumer<String> printer, Optional<URI> url, Web web, InstantSource clock) {
        this.file = file;
        this.printer = printer;
        this.url = url;
        this.web = web;
        this.clock = clock;
    }

    @Override
    public synchronized String publish(Publication publication) {
        SnsLimits.check(publication);
        var id = UUID.randomUUID().toString();
        var letter = letter(publication).put("id", id).put("at", clock.instant().toString());
        Optional.ofNullable(publication.at()).or(() -> url).ifPresent(address -> pass(letter, address, publication));
        try {
            Files.writeString(file, letter + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new PortFailure(Kind.UNCLEAR, "cannot write " + file, e);
        }
        printer.accept(said(publication));
        return id;
    }

    /** Whoever reads the file is subscribed to every topic. */
    @Override
    public Subscriptions subscriptions(Topic topic) {
        return new Subscriptions(1, 0);
    }

    private static ObjectNode letter(Publication publication) {
        return switch (publication) {
            case ToTopic(var topic, var subject, var text, var _, var _) ->
                Json.object().put("topic", topic).put("subject", subject).put("text", text);
            case ToPhone(var number, var text, var _, var _) ->
                Json.object().put("phone", number).put("text", text);
        };
    }

    private static String said(Publication publication) {
        return switch (publication) {
            case ToTopic(var topic, var subject, var _, var _, var _) ->
                "mail to " + topic.substring(topic.lastIndexOf(':') + 1) + ": " + subject;
            case ToPhone(var _, var text, var _, var _) -> "SMS: " + text;
        };
    }

    private void pass(ObjectNode letter, URI address, Publication publication) {
        var headers = Map.of("content-type", "application/json");
        var answer = web.send(new Web.Call("POST", address, headers, letter.toString(), publication.timeout()));
        if (answer.status() == 429) {
            throw new PortFailure(Kind.THROTTLED, "the stand-in of SNS: too many requests");
        }
        if (answer.status() >= 500) {
            throw new PortFailure(Kind.UNAVAILABLE, "the stand-in of SNS answered " + answer.status());
        }
        if (answer.status() >= 300) {
            throw new PortFailure(Kind.REFUSED, "the stand-in of SNS answered " + answer.status());
        }
    }

    /** Everything that went out, oldest first, each a line of JSON. */
    public synchronized List<String> sent() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new PortFailure(Kind.UNAVAILABLE, "cannot read " + file, e);
        }
    }
}
