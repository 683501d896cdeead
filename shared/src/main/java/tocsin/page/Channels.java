package tocsin.page;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.config.Reach.Kind;
import tocsin.maintenance.Announcing;

/** Who sends a page, by the configuration. */
public final class Channels {
    private final Ports ports;

    public Channels(Ports ports) {
        this.ports = ports;
    }

    /** The sender of this page; where the configuration has none any more, one that refuses and says so. */
    public Sender of(PageRef page) {
        return sender(page)
                .orElseGet(() -> (event, message, handle, timeout) -> new Answer.Refused(
                        "tocsin.yaml says no " + page.channel().word() + " for " + page.person()));
    }

    private Optional<Sender> sender(PageRef page) {
        return switch (page.channel()) {
            case PAGERDUTY -> pager();
            case MAIL ->
                page.person().equals(PageRef.USERS)
                        ? announcing(Announcing::users).map(reach -> new Mail(ports.sns(), ports.secrets(), reach))
                        : reach(page, Kind.MAIL).map(this::mail);
            case STATUS ->
                announcing(Announcing::statusPage)
                        .map(hook -> new Hook(
                                ports.web(),
                                ports.secrets(),
                                hook,
                                ports.clock(),
                                (event, message) -> Showing.of(message)));
            case NOTICE ->
                announcing(Announcing::notice)
                        .map(service -> new Showing(
                                ports, Objects.requireNonNull(configuration().maintenance())));
            case SLACK ->
                Optional.ofNullable(channels().slack()).map(slack -> new Slack(ports.web(), ports.secrets(), slack));
            case DISCORD ->
                Optional.ofNullable(channels().discord()).map(hook -> new Discord(ports.web(), ports.secrets(), hook));
            case TEAMS ->
                Optional.ofNullable(channels().teams()).map(hook -> new Teams(ports.web(), ports.secrets(), hook));
            case WEBHOOK ->
                Optional.ofNullable(channels().webhook())
                        .map(hook -> new Hook(ports.web(), ports.secrets(), hook, ports.clock()));
            case PUSHOVER ->
                Optional.ofNullable(channels().pushover())
                        .flatMap(application -> reach(page, Kind.PUSHOVER)
                                .map(reach -> new Pushover(ports.web(), ports.secrets(), application, reach, page)));
            case SMS -> reach(page, Kind.SMS).map(reach -> new Sms(ports.sns(), ports.secrets(), reach));
        };
    }

    private <T> Optional<T> announcing(Function<Announcing, @Nullable T> part) {
        return Optional.ofNullable(configuration().maintenance()).map(part);
    }

    private Sender mail(Reach reach) {
        var identity = channels().ses();
        return identity == null
                ? new Mail(ports.sns(), ports.secrets(), reach)
                : new SesMail(ports.ses(), ports.secrets(), identity, reach);
    }

    /** PagerDuty, where the configuration has it. */
    public Optional<Sender> pager() {
        var product = configuration().product();
        return Optional.ofNullable(configuration().pager())
                .map(pager -> new PagerDuty(ports.web(), ports.secrets(), pager, product));
    }

    private Optional<Reach> reach(PageRef page, Kind kind) {
        var team = Optional.ofNullable(channels().mail()).filter(reach -> reach.kind() == kind);
        return configuration().person(page.person()).stream()
                .map(Person::reach)
                .flatMap(reaches -> reaches.stream())
                .filter(reach -> reach.kind() == kind)
                .findFirst()
                .or(() -> page.person().equals(PageRef.TEAM) ? team : Optional.empty());
    }

    private tocsin.config.Channels channels() {
        return configuration().channels();
    }

    private Configuration configuration() {
        return ports.configuration();
    }
}
