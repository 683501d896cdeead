package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.PortFailure;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.SesIdentity;
import tocsin.config.Severity;
import tocsin.testing.TestingSecrets;
import tocsin.testing.TestingSes;

/** Mail by SES: whom it reaches, that it is one thread, and that no text from outside is more than text in it. */
class SesMailTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final TestingSes ses = new TestingSes();
    private final TestingSecrets secrets = new TestingSecrets();

    SesMailTest() {
        secrets.set("tocsin/mail-to", " team@example.com,\nowner@example.com\n");
    }

    private SesMail mail(Ses through) {
        return new SesMail(
                through,
                secrets,
                new SesIdentity("tocsin@example.com", "eu-west-1"),
                new Reach(Reach.Kind.MAIL, new Secret("tocsin/mail-to"), null));
    }

    private String sent(Message message) {
        assertThat(mail(ses).send(Event.TRIGGER, message, TIMEOUT)).isInstanceOf(Answer.Confirmed.class);
        return ses.sent().getLast().message();
    }

    private static String header(String mail, String name) {
        var headers = mail.substring(0, mail.indexOf("\r\n\r\n")).replace("\r\n ", " ");
        return headers.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .reduce((one, other) -> one + " AND " + other)
                .orElse("");
    }

    @Test
    void it_goes_to_each_address_of_the_secret_where_the_identity_is() {
        sent(TestingMessages.page());

        var envelope = ses.sent().getFirst();
        assertThat(envelope.to()).containsExactly("team@example.com", "owner@example.com");
        assertThat(envelope.from()).isEqualTo("tocsin@example.com");
        assertThat(envelope.region()).isEqualTo("eu-west-1");
        assertThat(envelope.toString()).doesNotContain("@");
    }

    @Test
    void what_is_mailed_of_one_incident_answers_to_one_message_and_of_another_to_another() {
        var page = header(sent(TestingMessages.page()), "References");
        var over = header(sent(TestingMessages.resolved()), "References");
        var other = header(sent(TestingMessages.hostile()), "References");

        assertThat(page).isEqualTo("<prod.db.db-1@example.com>").isEqualTo(over);
        assertThat(other).isEqualTo("<prod.api.api-42@example.com>");
        assertThat(header(sent(TestingMessages.page()), "In-Reply-To")).isEqualTo(page);
    }

    @Test
    void its_subject_begins_with_severity_id_and_what_users_lose() {
        assertThat(header(sent(TestingMessages.page()), "Subject"))
                .startsWith("P1 db-1 everything that reads or writes");
    }

    /** Each attempt to end a header, or a part, or a tag. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: all@example.com",
                "x\nBcc: all@example.com",
                "x\u2028Bcc: all@example.com",
                "x\u0085Bcc: all@example.com",
                "--=_tocsin_1--",
                "\r\n--=_tocsin_1\r\nContent-Type: text/html\r\n\r\n<b>",
                "=?UTF-8?B?DQpCY2M6IGFsbEBleGFtcGxlLmNvbQ==?=",
                "</td><script>alert(1)</script><img src=https://evil.example/a.png>",
                "\" onmouseover=\"alert(1)",
                "\u202Egnp.exe",
            })
    void no_text_from_outside_is_more_than_text(String hostile) {
        var mail = sent(Message.of("api-42", hostile, Severity.P0, "k", hostile, Map.of(hostile, hostile)));

        assertThat(header(mail, "Bcc")).isEmpty();
        assertThat(header(mail, "Subject")).doesNotContain(" AND ").doesNotStartWith("=?UTF-8?B?DQpC");
        assertThat(mail.lines().filter(line -> line.startsWith("--=_tocsin_1"))).hasSize(3); // two parts and the end
        assertThat(mail).containsPattern("\\A[\\r\\n\\t -~]*\\z").doesNotContainPattern("[^\\r]\\n|\\r[^\\n]");
        assertThat(mail.lines()).allMatch(line -> line.length() <= 900);
        var html = mail.substring(mail.indexOf("text/html")).replace("=\r\n", "");
        assertThat(html).doesNotContain("<script", "<img", "\" on", "=E2=80=AE");
        assertThat(html.split("https?://", -1)).as("no address that is a link").hasSize(1);
    }

    @Test
    void a_metrics_picture_is_in_the_mail_and_fetched_from_nowhere() {
        var mail = sent(TestingMessages.page().withPicture("iVBORw0KGgo=".repeat(20)));

        assertThat(mail)
                .contains("Content-Type: multipart/related; boundary=\"=_tocsin_2\"")
                .contains("Content-ID: <metric@tocsin>", "Content-Disposition: inline; filename=\"metric.png\"")
                .contains("<img src=3D\"cid:metric@tocsin\"");
        assertThat(mail.lines().filter(line -> line.startsWith("--=_tocsin_2"))).hasSize(3);
        assertThat(sent(TestingMessages.page())).doesNotContain("img", "related");
    }

    @Test
    void what_is_no_ascii_is_quoted_and_a_long_subject_folded() {
        var mail = sent(Message.of(
                "api-42",
                "prod/api",
                Severity.P0,
                "k",
                "P0 api-42 Fr\u00fchst\u00fcck \uD83D\uDD25".repeat(4),
                Map.of()));

        assertThat(mail.lines().filter(line -> line.contains("=?UTF-8?B?")))
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.strip().length() <= 84);
        assertThat(mail).contains("Fr=C3=BChst=C3=BCck =F0=9F=94=A5");
    }

    @Test
    void nothing_is_sent_to_what_is_no_address() {
        for (var wrong : List.of("", "arn:aws:sns:us-west-2:111122223333:mail", "a@b.example <x>, y", "a b@@c")) {
            secrets.set("tocsin/mail-to", wrong);
            assertThat(mail(ses).send(Event.TRIGGER, TestingMessages.page(), TIMEOUT))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.text())
                                    .contains("tocsin/mail-to")
                                    .doesNotContain("111122223333"));
        }
        assertThat(ses.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_ses_does_is_an_answer_that_names_no_address(PortFailure.Kind kind) {
        var answer = mail(envelope -> {
                    throw new PortFailure(
                            kind,
                            "SendEmail: MessageRejected, Email address is not verified. The following identities"
                                    + " failed the check in region US-WEST-2: owner@example.com");
                })
                .send(Event.TRIGGER, TestingMessages.page(), TIMEOUT);

        var expected = switch (kind) {
            case UNCLEAR -> Answer.Unclear.class;
            case REFUSED -> Answer.Refused.class;
            case THROTTLED, CONFLICT, UNAVAILABLE -> Answer.Later.class;
        };
        assertThat(answer).isInstanceOf(expected);
        assertThat(answer.text()).contains("not verified").doesNotContain("owner@example.com");
        if (kind == PortFailure.Kind.REFUSED) {
            assertThat(answer.text()).contains("sandbox");
        }
    }
}
