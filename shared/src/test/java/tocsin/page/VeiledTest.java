package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VeiledTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '#',
            value = {
                "cannot reach postgres://valine:hunter2@db.example.com:5432/valine "
                        + "~ cannot reach postgres://valine:?@db.example.com:5432/valine",
                "redis://:hunter2@cache ~ redis://:?@cache",
                "postgres://valine:hun/t@r:2@db ~ postgres://valine:?@db",
                "login failed, password=hunter2, user=valine ~ login failed, password=?, user=valine",
                "{\"user\":\"ann\",\"password\":\"hunt er2\",\"port\":1} ~ {\"user\":\"ann\",\"password\":?,\"port\":1}",
                "PGPASSWORD='hunter2' psql ~ PGPASSWORD=? psql",
                "body {\\\"api_key\\\":\\\"hunter2\\\"} ~ body {\\\"api_key\\\":?}",
                "Authorization: Bot MTIz.hunter2hunter2 refused ~ Authorization: Bot ? refused",
                "key AKIAHUNTER2HUNTER2AA used ~ key ? used",
                "jwt eyJhunter2.eyJhunter2.hunter2 ~ jwt ?",
                "cannot reach postgres://valine:hunter2-very-lo... ~ cannot reach postgres://valine:?",
                "basic aHVudGVyMjpodW50ZXIy ~ basic ?",
            })
    void what_looks_like_a_credential_is_left_out(String line, String shown) {
        assertThat(Veiled.text(line)).isEqualTo(shown).doesNotContainIgnoringCase("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FATAL: password authentication failed for user \"valine\"",
                "Unable to acquire connection from pool: 100 of 100 in use",
                "http://127.0.0.1:8420/health answers 503",
                "http://127.0.0.1:8420/health/of/something/that/was/too/lo...",
                "the bot answered, and basic authentication works: \"bot commands\"",
                "the token is not valid",
                "2026-02-02T03:12:12Z ERROR mail to ann@example.com: refused",
            })
    void what_tells_of_trouble_stays(String line) {
        assertThat(Veiled.text(line)).isEqualTo(line);
    }

    @Test
    void one_that_is_known_is_left_out_wherever_it_stands() {
        assertThat(Veiled.text("it was hunter2, 'hunter2'", "hunter2")).isEqualTo("it was ?, '?'");
        assertThat(Veiled.text("it was hunter2", "")).isEqualTo("it was hunter2");
    }

    @Test
    void a_key_that_is_cut_and_a_line_without_end_do_not_hold_it_up() {
        assertThat(Veiled.text("-----BEGIN RSA PRIVATE KEY-----\nhunter2\n")).isEqualTo("?");
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            for (var piece : new String[] {"a://a:", "password", "bearer ", "eyJ.", "token=\"", "\\\"", "AKIA"}) {
                assertThat(Veiled.text(piece.repeat(100_000))).hasSizeLessThan(5_000);
            }
        });
    }
}
