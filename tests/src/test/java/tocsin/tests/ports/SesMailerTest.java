package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Ses;
import tocsin.testing.SesContract;

/** SES keeps the contract of the mailer; what it took is read from moto. */
class SesMailerTest extends SesContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Moto MOTO = Moto.another();

    private final Ses ses = MOTO.ports(Map.of()).ses();
    private final int before;

    SesMailerTest() {
        try (var client = MOTO.clients().client(SesV2Client.builder())) {
            client.createEmailIdentity(request -> request.emailIdentity("tocsin@example.com"));
        }
        before = all().size();
    }

    @Override
    protected Ses ses() {
        return ses;
    }

    @Override
    protected List<String> arrived() {
        var all = all();
        return all.subList(before, all.size());
    }

    private static List<String> all() {
        var request = HttpRequest.newBuilder(MOTO.uri().resolve("/moto-api/data.json"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var data =
                    JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
            var mails = new ArrayList<String>();
            data.path("ses")
                    .path("RawMessage")
                    .forEach(mail -> mails.add(mail.path("raw_data").asText()));
            return mails;
        } catch (IOException failure) {
            throw new IllegalStateException("moto does not tell what it took", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("moto does not tell what it took", stopped);
        }
    }

    @Test
    void a_sender_that_is_not_verified_is_refused_as_such() {
        assertThatThrownBy(() -> ses.send(envelope("stranger@example.org", List.of("team@example.com"))))
                .isInstanceOf(PortFailure.class)
                .hasMessageContaining("MessageRejected")
                .extracting("kind")
                .isEqualTo(Kind.REFUSED);
    }
}
