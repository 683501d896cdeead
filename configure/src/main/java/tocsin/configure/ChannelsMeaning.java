package tocsin.configure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tocsin.config.Finding;
import tocsin.config.Secret;
import tocsin.page.PagePlaces;

/** What no schema can say of the team's channels: what cannot work, and what would never be resolved. */
final class ChannelsMeaning {
    private static final List<String> MAIL = List.of("channels", "mail");
    private static final List<String> WEBHOOK = List.of("channels", "webhook");
    private static final List<String> BODIES = List.of("firing", "resolved");

    private final String file;
    private final YamlTree tree;
    private final List<Finding> findings = new ArrayList<>();

    private ChannelsMeaning(String file, YamlTree tree) {
        this.file = file;
        this.tree = tree;
    }

    static List<Finding> check(String file, YamlTree tree) {
        var meaning = new ChannelsMeaning(file, tree);
        var channels = Meaning.at(tree, "channels");
        channels.get("mail").filter(mail -> mail.string().isEmpty()).ifPresent(meaning::mail);
        channels.get("webhook").ifPresent(meaning::webhook);
        if (channels.get("pushover").isEmpty()) {
            meaning.pushover();
        }
        channels.get("slack")
                .flatMap(slack -> Meaning.string(slack, "signing"))
                .filter(signing -> signing.startsWith(Secret.PREFIX))
                .ifPresent(signing -> meaning.known());
        encrypted(channels, "slack", "url").ifPresent(path -> meaning.error(path, "is not encrypted"));
        encrypted(channels, "webhook", "url").ifPresent(path -> meaning.error(path, "is not encrypted"));
        encrypted(channels, "pushover", "url").ifPresent(path -> meaning.error(path, "is not encrypted"));
        encrypted(channels, "pushover", "callback").ifPresent(path -> meaning.error(path, "is not encrypted"));
        return meaning.findings;
    }

    /** Whether this is a place in a body that is filled in when something is sent. */
    static boolean takes(List<String> path) {
        return path.size() > 3 && path.subList(0, 2).equals(WEBHOOK) && BODIES.contains(path.get(2));
    }

    /** By a topic, or by SES: the words of one say nothing of the other. */
    private void mail(YamlTree mail) {
        var bySes = mail.get("from").isPresent() && mail.get("to").isPresent();
        var other = mail.get("from").isPresent()
                || mail.get("to").isPresent()
                || mail.get("region").isPresent();
        if (mail.get("topic").isPresent() ? other : !bySes) {
            error(MAIL, "expected a topic, or for SES both of from, to");
        }
    }

    private void webhook(YamlTree webhook) {
        if (webhook.get("secret").isEmpty()
                && webhook.get("bearer").isEmpty()
                && !Meaning.string(webhook, "url").orElse("").startsWith("secret:")) {
            error(WEBHOOK, "whoever gets it cannot know it for ours; expected a secret or a bearer");
        }
        if (webhook.get("firing").isPresent() != webhook.get("resolved").isPresent()) {
            error(WEBHOOK, "what fires must also be resolved; expected both of firing, resolved, or none");
        }
        for (var body : BODIES) {
            var path = YamlTree.path(WEBHOOK, body);
            webhook.get(body)
                    .ifPresent(said -> body(path, Placeholders.names(said.json().toString())));
        }
    }

    private void body(List<String> path, List<String> names) {
        new TreeSet<>(names)
                .stream()
                        .filter(name -> !PagePlaces.NAMES.contains(name))
                        .forEach(name -> error(
                                path, "${" + name + "} means nothing here; " + Nearest.hint(name, PagePlaces.NAMES)));
        if (!names.contains("page.key")) {
            error(path, "lacks ${page.key}, by which one alert is told from another");
        }
    }

    private void pushover() {
        Meaning.at(tree, "people").all().forEach((name, person) -> {
            var ways = person.value().get("reach").map(YamlTree::list).orElse(List.of());
            for (int index = 0; index < ways.size(); index++) {
                if (ways.get(index).get("pushover").isPresent()) {
                    error(
                            List.of("people", name, "reach", Integer.toString(index), "pushover"),
                            "needs channels.pushover, and there is none");
                }
            }
        });
    }

    /** A button acts in somebody's name. */
    private void known() {
        var some = Meaning.at(tree, "people").all().values().stream()
                .anyMatch(person -> person.value().get("slack").isPresent());
        if (!some) {
            error(
                    List.of("channels", "slack", "signing"),
                    "nobody may press anything: expected the member id of one of people, at least"
                            + " ({ slack: U01ABC2DEF3 })");
        }
    }

    /** An address that is neither of HTTPS nor of this machine. */
    private static Optional<List<String>> encrypted(YamlTree channels, String channel, String key) {
        return channels.get(channel)
                .flatMap(each -> Meaning.string(each, key))
                .filter(ChannelsMeaning::isOpen)
                .map(url -> List.of("channels", channel, key));
    }

    /** Whether what is sent there could be read on its way. */
    static boolean isOpen(String url) {
        return url.startsWith("http:") && !url.matches("http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/.*)?");
    }

    private void error(List<String> path, String text) {
        findings.add(Finding.error(file, tree.lineOf(path), YamlTree.written(path) + ": " + text));
    }
}
