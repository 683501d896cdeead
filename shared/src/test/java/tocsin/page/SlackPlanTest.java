package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.config.Secret;
import tocsin.config.SlackChannel;
import tocsin.testing.TestingWeb;

/** What whoever asks for a plan at Slack is shown, within what Slack takes. */
class SlackPlanTest {
    private static final SlackChannel CHANNEL = new SlackChannel("#valine-ops", new Secret("tocsin/slack"), null, null);

    private final TestingWeb web = new TestingWeb();

    private String written(String text) {
        web.answering(call -> TestingWeb.answer(200, "ok"));
        var asked = IntStream.rangeClosed(1, 3)
                .mapToObj(run -> new SlackReply.Asked(run, text, "identity", false, "It waits."))
                .toList();
        SlackReply.plan("db-1", List.of("Nobody has it."), asked)
                .send(web, CHANNEL, "https://hooks.slack.com/actions/T0/1/abc");
        return String.valueOf(web.calls().getLast().body());
    }

    @Test
    void what_does_not_fit_with_the_rest_is_not_shown_and_not_to_be_approved() {
        var written = written("a & b ".repeat(1_000));

        assertThat(written.length()).isLessThan(13_000);
        assertThat(written).contains("./tocsin approve db-1/1").doesNotContain("identity");
    }

    @Test
    void what_fits_is_shown_whole_with_its_buttons() {
        var written = written("end what idles");

        assertThat(written).contains("end what idles", "db-1/3").contains("identity");
    }
}
