package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.SesIdentity;
import tocsin.config.Severity;
import tocsin.page.Channel;
import tocsin.page.Channels;
import tocsin.page.Event;
import tocsin.page.Message;
import tocsin.page.PageRef;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;

/** What is mailed by SES, read by a program that others wrote: Python's own parser of mails. */
class MailReadTest {
    private static final PageRef TEAM = new PageRef(0, "opened-as-P3", PageRef.TEAM, Channel.MAIL);
    private static final String HOSTILE =
            "Fr\u00fchst\u00fcck \uD83D\uDD25 </td><script>\r\nBcc: all@example.com\u202E";

    private static final String READER = """
            import email, email.policy, json, sys
            mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            parts = list(mail.walk())
            print(json.dumps({
                "defects": [str(d) for part in parts for d in part.defects],
                "headers": [name for name in mail.keys()],
                "subject": mail["subject"], "to": [a.addr_spec for a in mail["to"].addresses],
                "from": mail["from"].addresses[0].addr_spec,
                "types": [part.get_content_type() for part in parts],
                "texts": [part.get_content() for part in parts if part.get_content_maintype() == "text"]}))
            """;

    private final TestingPorts ports = new TestingPorts(
            Instant.parse("2026-03-02T12:00:00Z"),
            TestingProduct.chatting(new tocsin.config.Channels(
                    new Reach(Reach.Kind.MAIL, new Secret("tocsin/mail-to"), null),
                    null,
                    null,
                    null,
                    null,
                    null,
                    new SesIdentity("tocsin@example.com", null))));

    private JsonNode read(Message message) throws IOException, InterruptedException {
        ports.secrets.set("tocsin/mail-to", "team@example.com, owner@example.com");
        new Channels(ports).of(TEAM).send(Event.TRIGGER, message, Duration.ofSeconds(8));
        var python = Path.of(System.getProperty("tocsin.root", "."), ".tocsin/tools/aws/bin/python");
        var process = new ProcessBuilder(python.toString(), "-c", READER)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(ports.ses.sent().getLast().message().getBytes(StandardCharsets.US_ASCII));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return new ObjectMapper().readTree(said);
    }

    private static String text(JsonNode mail, int part) {
        return mail.path("texts").get(part).asText().replace("\r\n", "\n");
    }

    private static Message message(String summary) {
        return Message.of("api-42", "prod/api", Severity.P0, "key", summary, Map.of("reason", summary));
    }

    @Test
    void it_is_a_plain_text_and_html_and_nothing_is_wrong_with_it() throws IOException, InterruptedException {
        var mail = read(message(HOSTILE.repeat(20)));

        assertThat(mail.path("defects")).isEmpty();
        assertThat(mail.path("headers").toString()).doesNotContain("Bcc");
        assertThat(mail.path("to").toString()).isEqualTo("[\"team@example.com\",\"owner@example.com\"]");
        assertThat(mail.path("from").asText()).isEqualTo("tocsin@example.com");
        assertThat(mail.path("types").toString()).isEqualTo("[\"multipart/alternative\",\"text/plain\",\"text/html\"]");
        assertThat(mail.path("subject").asText())
                .startsWith("Fr\u00fchst\u00fcck \uD83D\uDD25 </td><script>  Bcc: all@example.com?Fr\u00fch");
        assertThat(text(mail, 0))
                .contains("reason: Fr\u00fchst\u00fcck \uD83D\uDD25 </td><script> \nBcc: all@example.com?")
                .doesNotContain("\u202E");
        assertThat(text(mail, 1))
                .contains("Fr\u00fchst\u00fcck \uD83D\uDD25 &lt;/td&gt;&lt;script&gt; <br>\nBcc")
                .doesNotContain("<script", "\u202E");
    }
}
