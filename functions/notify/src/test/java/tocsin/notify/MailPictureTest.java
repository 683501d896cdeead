package tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.config.Channels;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.SesIdentity;
import tocsin.config.Severity;
import tocsin.incident.IncidentRef;
import tocsin.page.Channel;
import tocsin.page.Message;
import tocsin.page.PageChange;
import tocsin.page.PageRef;
import tocsin.state.Batch;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.Failing;
import tocsin.testing.TestingProduct;

/** The metric's picture in a mail, which never holds the mail up. */
class MailPictureTest {
    private static final IncidentRef API_1 = new IncidentRef(OnCall.API, 1);
    private static final PageRef MAIL = new PageRef(0, "told", PageRef.TEAM, Channel.MAIL);
    private static final String SETTLED = Batch.failures(List.of());

    private final OnCall night = new OnCall(TestingProduct.chatting(new Channels(
            new Reach(Reach.Kind.MAIL, new Secret("tocsin/mail-to"), null),
            null,
            null,
            null,
            null,
            null,
            new SesIdentity("tocsin@example.com", null))));

    private String mailed(Ports around) {
        return mailed(around, () -> {});
    }

    private String mailed(Ports around, Runnable before) {
        night.ports.secrets.set("tocsin/mail-to", "team@example.com");
        var message =
                Message.of("api-1", OnCall.API, Severity.P0, "key", "P0 api-1 all of api", Map.of("since", "noon"));
        night.decide(List.of(new PageChange.Open(API_1, MAIL, message, night.ports.clock.instant(), null)));
        before.run();
        assertThat(night.deliver(around, new Key(OnCall.API, "incident#000001/page#0/told/team/mail")))
                .isEqualTo(SETTLED);
        return night.ports.ses.sent().getLast().message();
    }

    @Test
    void a_mail_of_an_open_incident_carries_its_metrics_picture() {
        night.raise();

        assertThat(mailed(night.ports)).contains("Content-ID: <metric@tocsin>", "cid:metric@tocsin");
    }

    @Test
    void a_picture_that_does_not_come_is_left_out() {
        night.raise();

        assertThat(mailed(night.ports.with(
                        Failing.notDone(Kind.UNAVAILABLE, call -> call.method().equals("picture")))))
                .doesNotContain("metric@tocsin");
    }

    @Test
    void an_incident_that_cannot_be_read_holds_no_mail_back() {
        night.raise();
        var broken = new Row(Keys.head(OnCall.API), Map.of("body", Value.of("{\"incidents\":oops")));

        assertThat(mailed(night.ports, () -> night.ports.table.write(new Write.Put(broken, List.of()))))
                .doesNotContain("metric@tocsin");
    }

    @Test
    void where_there_is_no_time_for_it_the_mail_goes_without() {
        night.raise();
        night.context.setLeft(Duration.ofSeconds(9)); // four of them to commit

        assertThat(mailed(night.ports)).doesNotContain("metric@tocsin");
    }

    @Test
    void of_an_incident_that_is_over_none_is_drawn() {
        assertThat(mailed(night.ports)).doesNotContain("metric@tocsin");
    }
}
