package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.Severity;
import tocsin.testing.Failing;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;

/** Mail and text messages: whom they reach, and that no text from outside breaks them. */
class MailAndSmsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final PageRef TEAM_MAIL = new PageRef(0, "opened-as-P3", PageRef.TEAM, Channel.MAIL);
    private static final PageRef OWNER_SMS = new PageRef(1, "backup-1", "owner", Channel.SMS);
    private static final String TOPIC = "arn:aws:sns:us-west-2:111122223333:tocsin-mail";

    private final TestingPorts ports = new TestingPorts(Instant.parse("2026-03-02T12:00:00Z"), TestingProduct.paging());

    MailAndSmsTest() {
        ports.secrets.set("tocsin/phone", "+12025550123");
        ports.secrets.set("tocsin/mail-topic", TOPIC);
    }

    private static Message message(String summary) {
        return Message.of("api-42", "prod/api", Severity.P1, "key", summary, Map.of("since", "noon\r\nBcc: x"));
    }

    private Answer send(PageRef page, Message message) {
        return new Channels(ports).of(page).send(Event.TRIGGER, message, TIMEOUT);
    }

    @Test
    void a_mail_goes_to_the_teams_topic() {
        assertThat(send(TEAM_MAIL, message("P1 api-42"))).isEqualTo(new Answer.Confirmed("SNS: publication-1"));

        assertThat(ports.sns.published())
                .containsExactly(new Sns.ToTopic(TOPIC, "P1 api-42", "P1 api-42\n\nsince: noon \nBcc: x\n", TIMEOUT));
    }

    @Test
    void a_subject_is_one_short_line_of_ascii_whatever_the_summary_holds() {
        send(TEAM_MAIL, message("Fr\u00fchst\u00fcck \uD83D\uDD25\r\nBcc: x".repeat(20)));
        send(TEAM_MAIL, message("\n"));

        assertThat(ports.sns.published())
                .extracting(published -> published instanceof Sns.ToTopic topic ? topic.subject() : "")
                .allSatisfy(subject -> assertThat(subject).hasSizeLessThan(100).matches("[!-~][ -~]*"))
                .element(0)
                .asString()
                .startsWith("Fruhstuck ? ");
    }

    @Test
    void a_text_message_goes_to_the_persons_telephone_and_says_how_to_answer() {
        send(OWNER_SMS, message("P1 api-42 pages load, then errors"));

        assertThat(ports.sns.published())
                .containsExactly(new Sns.ToPhone(
                        "+12025550123", "P1 api-42 pages load, then errors\ntocsin ack api-42", TIMEOUT));
    }

    @Test
    void each_is_sent_where_its_url_says() {
        var at = "http://127.0.0.1:9911";
        var mail = new Reach(Reach.Kind.MAIL, new Secret("tocsin/mail-topic"), at);
        var sms = new Reach(Reach.Kind.SMS, new Secret("tocsin/phone"), at);

        new Mail(ports.sns, ports.secrets, mail).send(Event.TRIGGER, message("P1 api-42"), TIMEOUT);
        new Sms(ports.sns, ports.secrets, sms).send(Event.TRIGGER, message("P1 api-42"), TIMEOUT);

        assertThat(ports.sns.published()).extracting(Sns.Publication::at).containsOnly(URI.create(at));
    }

    @Test
    void a_text_message_is_never_too_long() {
        send(OWNER_SMS, message("\uD83D\uDD25".repeat(5_000)));

        var text = ports.sns.published().getFirst().text();
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1_600);
    }

    @Test
    void whom_the_configuration_does_not_know_is_not_reached_and_it_says_so() {
        assertThat(send(new PageRef(1, "backup-1", "nobody", Channel.SMS), message("x")))
                .isEqualTo(new Answer.Refused("tocsin.yaml says no sms for nobody"));
    }

    /** SNS quotes the number that it refuses, and the topic. */
    @ParameterizedTest
    @EnumSource
    void of_whom_it_could_not_reach_the_answer_says_no_number(PortFailure.Kind kind) {
        ports.secrets.set("tocsin/phone", "+15555550100");
        var sender = new Sms(
                new Sns() {
                    @Override
                    public String publish(Publication publication) {
                        var number = ((Sns.ToPhone) publication).number();
                        throw new PortFailure(
                                kind, "Publish: InvalidParameter, PhoneNumber " + number + " is not valid");
                    }

                    @Override
                    public Subscriptions subscriptions(Topic topic) {
                        throw new PortFailure(kind, "a telephone has no topic");
                    }
                },
                ports.secrets,
                new Reach(Reach.Kind.SMS, new Secret("tocsin/phone"), null));

        assertThat(sender.send(Event.TRIGGER, message("x"), Duration.ofSeconds(9))
                        .toString())
                .contains("Publish: InvalidParameter, PhoneNumber ? is not valid")
                .doesNotContain("5555550100");
    }

    @Test
    void what_sns_does_is_an_answer() {
        ports.secrets.set("tocsin/phone", "no number");
        assertThat(send(OWNER_SMS, message("x"))).isInstanceOf(Answer.Refused.class);
        assertThat(by(Kind.UNCLEAR)).isInstanceOf(Answer.Unclear.class);
        assertThat(by(Kind.THROTTLED)).isInstanceOf(Answer.Later.class);
        assertThat(by(Kind.UNAVAILABLE)).isInstanceOf(Answer.Later.class);
    }

    private Answer by(Kind kind) {
        var failing = ports.with(Failing.notDone(kind, call -> call.port().equals("sns")));
        return new Channels(failing).of(TEAM_MAIL).send(Event.TRIGGER, message("x"), TIMEOUT);
    }
}
