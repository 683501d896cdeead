package tocsin.configure;

import java.util.Optional;
import tocsin.config.Channels;
import tocsin.config.ChatHook;
import tocsin.config.Pushover;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.SesIdentity;
import tocsin.config.SlackChannel;
import tocsin.config.Webhook;

/** Where the team is told, read from a part of tocsin.yaml that is known to be well formed. */
final class TeamChannels {
    private TeamChannels() {}

    static Channels of(YamlTree channels) {
        return new Channels(
                channels.get("mail").map(TeamChannels::mail).orElse(null),
                channels.get("slack").map(TeamChannels::slack).orElse(null),
                hook(channels, "discord").orElse(null),
                hook(channels, "teams").orElse(null),
                channels.get("webhook").map(TeamChannels::webhook).orElse(null),
                channels.get("pushover").map(TeamChannels::pushover).orElse(null),
                channels.get("mail").flatMap(TeamChannels::identity).orElse(null));
    }

    static Reach mail(YamlTree mail) {
        var topic = mail.string().or(() -> Assembly.string(mail, "topic")).orElseGet(() -> Assembly.text(mail, "to"));
        return new Reach(
                Reach.Kind.MAIL,
                Assembly.secret(topic),
                Assembly.string(mail, "url").orElse(null));
    }

    /** Whom mail comes from, where it says so: then SES sends it. */
    private static Optional<SesIdentity> identity(YamlTree mail) {
        return Assembly.string(mail, "from")
                .map(from ->
                        new SesIdentity(from, Assembly.string(mail, "region").orElse(null)));
    }

    private static SlackChannel slack(YamlTree slack) {
        return new SlackChannel(
                Assembly.text(slack, "to"),
                Assembly.secret(Assembly.text(slack, "token")),
                secret(slack, "signing").orElse(null),
                Assembly.string(slack, "url").orElse(null));
    }

    private static Optional<ChatHook> hook(YamlTree channels, String name) {
        return Assembly.string(channels, name).map(Assembly::secret).map(ChatHook::new);
    }

    static Webhook webhook(YamlTree webhook) {
        var url = Assembly.text(webhook, "url");
        var isSecret = url.startsWith(Secret.PREFIX);
        return new Webhook(
                isSecret ? null : url,
                isSecret ? Assembly.secret(url) : null,
                secret(webhook, "secret").orElse(null),
                secret(webhook, "bearer").orElse(null),
                webhook.get("firing").map(body -> body.json().toString()).orElse(null),
                webhook.get("resolved").map(body -> body.json().toString()).orElse(null));
    }

    private static Pushover pushover(YamlTree pushover) {
        return pushover.string()
                .map(token -> new Pushover(Assembly.secret(token), null, null))
                .orElseGet(() -> new Pushover(
                        Assembly.secret(Assembly.text(pushover, "token")),
                        Assembly.string(pushover, "callback").orElse(null),
                        Assembly.string(pushover, "url").orElse(null)));
    }

    private static Optional<Secret> secret(YamlTree owner, String key) {
        return Assembly.string(owner, key).map(Assembly::secret);
    }
}
