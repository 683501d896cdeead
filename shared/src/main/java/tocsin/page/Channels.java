package tocsin.page;

import java.util.Optional;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.config.Reach.Kind;

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
            case MAIL -> reach(page, Kind.MAIL).map(reach -> new Mail(ports.sns(), ports.secrets(), reach));
            case PUSHOVER, SLACK, DISCORD, TEAMS, WEBHOOK -> Optional.empty();
            case SMS -> reach(page, Kind.SMS).map(reach -> new Sms(ports.sns(), ports.secrets(), reach));
        };
    }

    /** PagerDuty, where the configuration has it. */
    public Optional<Sender> pager() {
        var product = configuration().product();
        return Optional.ofNullable(configuration().pager())
                .map(pager -> new PagerDuty(ports.web(), ports.secrets(), pager, product));
    }

    private Optional<Reach> reach(PageRef page, Kind kind) {
        var team = Optional.ofNullable(configuration().channels().mail()).filter(reach -> reach.kind() == kind);
        return configuration().person(page.person()).stream()
                .map(Person::reach)
                .flatMap(reaches -> reaches.stream())
                .filter(reach -> reach.kind() == kind)
                .findFirst()
                .or(() -> page.person().equals(PageRef.TEAM) ? team : Optional.empty());
    }

    private Configuration configuration() {
        return ports.configuration();
    }
}
