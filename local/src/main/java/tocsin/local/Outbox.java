package tocsin.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.local.run.Json;
import tocsin.page.Ses;
import tocsin.page.SesLimits;
import tocsin.page.Sns;
import tocsin.page.SnsLimits;
import tocsin.page.Web;

/**
 * In the place of Amazon SNS and SES: mail and SMS that would go out are printed and kept, one a line of JSON, and where an
 * address is given also sent there, whose refusal is then theirs.
 */
public final class Outbox implements Sns, Ses {
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
        return keep(letter(publication), publication.at(), publication.timeout(), said(publication));
    }

    @Override
    public synchronized String send(Envelope envelope) {
        SesLimits.check(envelope);
        var letter = Json.object().put("from", envelope.from()).put("message", envelope.message());
        envelope.to().forEach(letter.putArray("to")::add);
        return keep(letter, envelope.at(), envelope.timeout(), said(envelope));
    }

    private String keep(ObjectNode letter, @Nullable URI at, Duration timeout, String said) {
        var id = UUID.randomUUID().toString();
        letter.put("id", id).put("at", clock.instant().toString());
        Optional.ofNullable(at).or(() -> url).ifPresent(address -> pass(letter, address, timeout));
        try {
            Files.writeString(file, letter + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new PortFailure(Kind.UNCLEAR, "cannot write " + file, e);
        }
        printer.accept(said);
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

    /** Its subject, as far as it is plain. */
    private static String said(Envelope envelope) {
        var subject = envelope.message()
                .lines()
                .filter(line -> line.startsWith("Subject: "))
                .map(line -> line.substring("Subject: ".length()))
                .findFirst()
                .orElse("");
        return "mail to " + envelope.to().size() + " by SES: " + subject;
    }

    private void pass(ObjectNode letter, URI address, Duration timeout) {
        var headers = Map.of("content-type", "application/json");
        var answer = web.send(new Web.Call("POST", address, headers, letter.toString(), timeout));
        if (answer.status() == 429) {
            throw new PortFailure(Kind.THROTTLED, "the stand-in: too many requests");
        }
        if (answer.status() >= 500) {
            throw new PortFailure(Kind.UNAVAILABLE, "the stand-in answered " + answer.status());
        }
        if (answer.status() >= 300) {
            throw new PortFailure(Kind.REFUSED, "the stand-in answered " + answer.status());
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
