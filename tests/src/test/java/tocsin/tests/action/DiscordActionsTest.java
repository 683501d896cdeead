package tocsin.tests.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.action.Outcome;
import tocsin.aws.HttpWeb;
import tocsin.local.discord.Command;
import tocsin.local.discord.DiscordServer;
import tocsin.local.discord.DiscordStandIn;
import tocsin.testing.TestingWeb;

class DiscordActionsTest {
    private static final String TOKEN = "MTIz.an-example-of.a-token-0123456789";
    private static final String APPLICATION = "123456789012345678";

    private final DiscordStandIn discord = new DiscordStandIn("valine", APPLICATION, TOKEN);

    private static Stage stage(String action, String... more) {
        var parameters = new String[more.length + 2];
        parameters[0] = "token";
        parameters[1] = "secret:valine/discord";
        System.arraycopy(more, 0, parameters, 2, more.length);
        var stage = new Stage(action, parameters);
        stage.secrets.set("valine/discord", TOKEN);
        return stage;
    }

    /** Discord is there. */
    private Stage check() {
        return reaching(stage("discord.check-token"));
    }

    private Stage register() {
        return reaching(stage("discord.register-commands", "application", APPLICATION));
    }

    private Stage reaching(Stage stage) {
        stage.web.answering(call -> {
            assertThat(call.uri()).hasScheme("https").hasHost("discord.com");
            var body = Objects.requireNonNullElse(call.body(), "");
            var reply = discord.asked(
                    call.method(), call.uri().getPath(), call.headers().get("authorization"), body);
            return TestingWeb.answer(reply.status(), reply.body());
        });
        return stage;
    }

    /** Discord answers so, whatever is asked. */
    private static Stage answered(int status, String body) {
        var stage = stage("discord.check-token");
        stage.web.answering(call -> TestingWeb.answer(status, body));
        return stage;
    }

    @Test
    void the_bot_is_known_by_its_token_until_that_is_made_anew() {
        assertThat(check().done())
                .isEqualTo(
                        new Outcome.Done("Discord knows the bot as valine", Map.of("valid", "yes", "name", "valine")));

        discord.reset("MTIz.another.token-9876543210");
        assertThat(check().done())
                .isEqualTo(new Outcome.Done("Discord refuses the bot's token", Map.of("valid", "no", "name", "none")));
        assertThat(register().done()).isEqualTo(new Outcome.Failed("Discord refuses the bot's token"));
    }

    @Test
    void a_token_that_is_echoed_is_not_told() {
        for (var echo : List.of(TOKEN, "Bot " + TOKEN, TOKEN.replace("a", "\\u0061"), TOKEN.replace("-", " -"))) {
            assertThat(answered(200, "{\"username\":\"" + echo + "\"}").done())
                    .as(echo)
                    .isEqualTo(new Outcome.Done("Discord knows the bot as ?", Map.of("valid", "yes", "name", "?")));
        }
        assertThat(answered(200, "{\"username\":\"" + TOKEN.substring(0, 20) + "\"}")
                        .done()
                        .says())
                .isEqualTo("Discord knows the bot as ?");
        assertThat(answered(401, "{\"message\":\"" + TOKEN + "\"}").done().says())
                .isEqualTo("Discord refuses the bot's token");
        assertThat(answered(200, TOKEN).done().says()).isEqualTo("Discord knows the bot as ?");
    }

    @Test
    void a_failure_tells_what_was_asked_and_nothing_that_was_sent() {
        assertThatThrownBy(() -> answered(500, TOKEN).acted(Map.of()))
                .hasMessage("Discord answers 500")
                .hasNoCause();
        var away = stage("discord.check-token");
        away.web.answering(call -> {
            throw new PortFailure(Kind.UNCLEAR, "no answer to " + call);
        });
        assertThatThrownBy(() -> away.acted(Map.of()))
                .hasMessage("Discord does not answer GET /users/@me")
                .hasNoCause();
        assertThatThrownBy(new Stage("discord.check-token", "token", TOKEN)::done)
                .hasMessage("token: a text; expected secret:NAME");
        var noToken = stage("discord.check-token");
        noToken.secrets.set("valine/discord", "not a token");
        assertThatThrownBy(noToken::done).hasMessage("the secret valine/discord holds no token");
    }

    @Test
    void what_passes_is_tried_again_and_what_does_not_is_not() {
        for (var each : Map.of(429, Kind.THROTTLED, 503, Kind.UNAVAILABLE, 404, Kind.REFUSED, 302, Kind.REFUSED)
                .entrySet()) {
            discord.outage(each.getKey());
            assertThatThrownBy(() -> register().acted(Map.of()))
                    .isInstanceOfSatisfying(
                            PortFailure.class,
                            failure -> assertThat(failure.kind())
                                    .as("Discord answers %d", each.getKey())
                                    .isEqualTo(each.getValue()));
        }
        assertThat(discord.puts()).isZero();
    }

    @Test
    void the_bots_commands_are_registered_globally_and_doing_it_twice_does_no_harm() {
        var expected = List.of(
                new Command("user-info", List.of("email")),
                new Command("list-users", List.of()),
                new Command("add-to-allowlist", List.of("email")),
                new Command("remove-from-allowlist", List.of("email")));
        for (var i = 0; i < 2; i++) {
            assertThat(register().done())
                    .isEqualTo(new Outcome.Done(
                            "Discord has the commands user-info, list-users, add-to-allowlist, remove-from-allowlist",
                            Map.of("count", "4")));
            assertThat(discord.commands()).isEqualTo(expected);
        }
        assertThat(discord.puts()).isEqualTo(2);
    }

    @Test
    void the_commands_of_another_application_are_left_alone() {
        assertThat(reaching(stage("discord.register-commands", "application", "999999999999"))
                        .done())
                .isEqualTo(new Outcome.Failed("the bot's token is not one of application 999999999999"));
        assertThatThrownBy(stage("discord.register-commands", "application", "1/../2")::plan)
                .hasMessage("application: \"1/../2\"; expected the application's id, digits");
    }

    /** An answer that never came: it is asked for again, and the list is the same. */
    @Test
    void cut_off_before_or_after_the_request_it_is_registered_all_the_same() {
        for (var arrived : List.of(true, false)) {
            discord.register(List.of());
            var stage = register();
            stage.web.answering(call -> {
                if (arrived) {
                    discord.asked("PUT", call.uri().getPath(), "Bot " + TOKEN, Objects.requireNonNull(call.body()));
                }
                throw new PortFailure(Kind.UNCLEAR, "no answer");
            });
            assertThatThrownBy(() -> stage.acted(Map.of())).isInstanceOf(PortFailure.class);
            assertThat(discord.commands()).hasSize(arrived ? 4 : 0);

            assertThat(reaching(stage).done()).isInstanceOf(Outcome.Done.class);
            assertThat(discord.commands()).hasSize(4);
        }
    }

    @Test
    void the_token_is_sent_nowhere_in_the_clear() {
        for (var api : List.of(
                "http://discord.example.com/api/v10",
                "http://127.0.0.1.example.com/api",
                "https://user@discord.com/api/v10",
                "https://discord.com/api/v10?x=",
                "ftp://discord.com",
                "")) {
            var stage = stage("discord.check-token", "api", api);
            assertThatThrownBy(() -> stage.acted(Map.of()))
                    .as(api)
                    .hasMessage("api: a text; expected an address of https such as https://discord.com/api/v10");
            assertThat(stage.web.calls()).isEmpty();
        }
    }

    @Test
    void another_address_of_the_api_is_asked_where_a_step_names_it() throws IOException {
        try (var server = new DiscordServer(discord, 0)) {
            var http = new HttpWeb();
            var stage = stage("discord.check-token", "api", server.api().toString());
            stage.web.answering(http::send);

            assertThat(stage.done().says()).isEqualTo("Discord knows the bot as valine");
        }
    }
}
