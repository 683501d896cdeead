package tocsin.health;

import java.util.List;
import java.util.Map;
import tocsin.action.Action.Parameter;

/** A distribution is enabled, and every edge has its last change. */
final class CloudFrontCheck implements CheckKind {
    private static final String DISTRIBUTION = "distribution";
    private static final String IS = "is";

    @Override
    public String name() {
        return "cloudfront";
    }

    @Override
    public String about() {
        return "A distribution is enabled and Deployed; or, with is: enabled or is: deployed, one of both.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed(DISTRIBUTION, Forms.NAME),
                Forms.optional(
                        IS, Forms.form("word", "enabled or deployed", text -> text.matches("enabled|deployed"))));
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        return Acted.permissions("cloudfront.status");
    }

    @Override
    public Seen look(Look look) {
        return Acted.by("cloudfront.status", look, (says, outputs) -> {
            var enabled = "yes".equals(outputs.get("enabled"));
            var deployed = "Deployed".equals(outputs.get("status"));
            return Seen.of(
                    switch (look.text(IS, "both")) {
                        case "enabled" -> enabled;
                        case "deployed" -> deployed;
                        default -> enabled && deployed;
                    },
                    says);
        });
    }
}
