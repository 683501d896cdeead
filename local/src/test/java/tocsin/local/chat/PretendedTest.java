package tocsin.local.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.config.Severity;
import tocsin.page.Answer;
import tocsin.page.Channel;
import tocsin.page.Channels;
import tocsin.page.Event;
import tocsin.page.Message;
import tocsin.page.PageRef;
import tocsin.page.Web;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.testing.TestingWeb;

/** The channels of a configuration on a machine that knows none of their secrets, or some. */
class PretendedTest {
    private static final Message PAGE =
            Message.of("api-42", "prod/api", Severity.P0, "tocsin-prod/api-42-1", "P0 api-42 all", Map.of("a", "b"));

    private final List<String> printed = new ArrayList<>();
    private final TestingWeb outside = new TestingWeb();
    private final TestingPorts ports =
            new TestingPorts(Instant.parse("2026-03-02T12:00:00Z"), TestingProduct.chatting());
    private final Pretended pretended = new Pretended(ports.configuration(), ports.clock, printed::add);
    private final Web web = pretended.web(outside);

    private Answer send(Channel channel) {
        ports.web.answering(web::send);
        var known = List.of("tocsin/slack");
        var secrets = pretended.secrets(
                name -> {
                    if (known.contains(name) && real) {
                        return "xoxb-real";
                    }
                    throw new AssertionError(name);
                },
                name -> real && known.contains(name));
        for (var name : List.of("slack", "discord", "pushover", "owner", "pagerduty")) {
            ports.secrets.set("tocsin/" + name, secrets.secret("tocsin/" + name));
        }
        var person = channel == Channel.PUSHOVER ? "owner" : PageRef.TEAM;
        return new Channels(ports)
                .of(new PageRef(1, "x", person, channel))
                .send(Event.TRIGGER, PAGE, Duration.ofSeconds(5));
    }

    private boolean real;

    @Test
    void each_shows_what_it_would_show_and_nothing_leaves_the_machine() {
        for (var channel : List.of(Channel.PAGERDUTY, Channel.SLACK, Channel.DISCORD, Channel.PUSHOVER)) {
            assertThat(send(channel)).isInstanceOf(Answer.Confirmed.class);
        }

        assertThat(outside.calls()).isEmpty();
        assertThat(printed)
                .containsExactly(
                        "PagerDuty (pretended), trigger: P0 api-42 all",
                        "Slack (pretended), #valine-ops: P0 api-42 all",
                        "Discord (pretended): P0 api-42 all",
                        "Pushover (pretended) rings: P0 api-42 all");
    }

    @Test
    void what_has_its_secret_here_is_the_real_one() {
        real = true;
        outside.answering(call -> TestingWeb.answer(200, "{\"ok\":true,\"channel\":\"C01\",\"ts\":\"1.1\"}"));

        assertThat(send(Channel.SLACK)).isInstanceOf(Answer.Confirmed.class);

        assertThat(outside.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.headers()).containsEntry("authorization", "Bearer xoxb-real"));
        assertThat(printed).isEmpty();
    }
}
