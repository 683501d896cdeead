package tocsin.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.config.LinkKeys;
import tocsin.incident.IncidentRef;

/**
 * The links that messages carry. They are made when a message is sent and never kept: whoever may read the table, or a
 * story, can act by none of them.
 */
public final class Links {
    /** Where they lead, before the token. */
    public static final String PATH = "/l/";

    /** How a button of a message that is kept says that it leads to a place of the incident's own page. */
    public static final String HERE = "#";

    private final Ports ports;

    public Links(Ports ports) {
        this.ports = ports;
    }

    /** The buttons that lead one person to the incident's page; none where no links are configured, or none can be. */
    public List<Button> of(IncidentRef incident, String person, Instant now) {
        return address(incident, person, now).map(Links::buttons).orElse(List.of());
    }

    /**
     * The message as it is sent to this person: with the link, where there is one. What cannot be signed is sent without:
     * a page is never held back by its link.
     */
    public Message in(Message message, IncidentRef incident, String person, Instant now) {
        var address = address(incident, person, now);
        var kept = message.links().stream().filter(button -> !leadsHere(button));
        if (address.isEmpty()) {
            return message.withLinks(kept.toList());
        }
        var own = message.links().stream()
                .filter(Links::leadsHere)
                .map(button -> new Button(button.label(), address.get() + button.url(), button.kind()))
                .toList();
        return message.withLinks(Stream.concat((own.isEmpty() ? buttons(address.get()) : own).stream(), kept)
                .toList());
    }

    /** What the channel answered, without the link: it may quote what it was sent, and what it answers is kept. */
    public static Answer veiled(Answer answer, Message message) {
        var token = message.links().stream()
                .map(Button::url)
                .filter(url -> url.contains(PATH))
                .map(url -> url.substring(url.indexOf(PATH) + PATH.length()).replaceFirst("#.*", ""))
                .findFirst()
                .orElse("");
        if (token.isEmpty()) {
            return answer;
        }
        return switch (answer) {
            case Answer.Confirmed(var text, var handle) -> new Answer.Confirmed(without(token, text), handle);
            case Answer.Later(var text, var wait) -> new Answer.Later(without(token, text), wait);
            case Answer.Unclear(var text) -> new Answer.Unclear(without(token, text));
            case Answer.Refused(var text) -> new Answer.Refused(without(token, text));
        };
    }

    private static String without(String token, String text) {
        return text.replace(token, "?");
    }

    private static boolean leadsHere(Button button) {
        return button.url().startsWith(HERE);
    }

    private static List<Button> buttons(String address) {
        return List.of(
                new Button("Acknowledge", address, Button.Kind.ACKNOWLEDGE),
                new Button("See plan", address + "#plan", Button.Kind.SEE));
    }

    private Optional<String> address(IncidentRef incident, String person, Instant now) {
        var links = ports.configuration().entrances().links();
        if (links == null || incident.number() == 0) {
            return Optional.empty();
        }
        var url = links.url() == null ? ports.address() : links.url();
        return url.isEmpty()
                ? Optional.empty()
                : token(links, new Link(incident, person, now.plus(links.lasts())))
                        .map(token -> url + PATH + token);
    }

    private Optional<String> token(LinkKeys links, Link link) {
        try {
            return Optional.of(link.token(ports.secrets().secret(links.key().name())));
        } catch (PortFailure | IllegalArgumentException unsigned) {
            return Optional.empty();
        }
    }

    /** What a token says; nothing where no links are configured. */
    public Optional<Link.Reading> read(String token) {
        return Optional.ofNullable(ports.configuration().entrances().links()).map(links -> read(token, links));
    }

    private Link.Reading read(String token, LinkKeys links) {
        try {
            return Link.read(token, keys(links).toList(), ports.clock().instant());
        } catch (IllegalArgumentException unfit) {
            throw new PortFailure(PortFailure.Kind.REFUSED, String.valueOf(unfit.getMessage()));
        }
    }

    private Stream<String> keys(LinkKeys links) {
        return Stream.of(Optional.of(links.key()), Optional.ofNullable(links.former()))
                .flatMap(Optional::stream)
                .map(secret -> ports.secrets().secret(secret.name()));
    }
}
