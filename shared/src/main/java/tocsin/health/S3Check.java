package tocsin.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.action.Action.Parameter;
import tocsin.action.Form;

/** A bucket lets the site's pages in, its policy hinders no presigned URL, and one can be used. */
final class S3Check implements CheckKind {
    private static final String ORIGIN = "origin";
    private static final String POLICY = "policy";
    private static final String PRESIGN = "presign";
    private static final String CHECK_CORS = "s3.check-cors";
    private static final String CHECK_POLICY = "s3.check-policy";
    private static final String PROBE = "s3.presign-probe";

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public String about() {
        return "A bucket's CORS rules let an origin in; with policy: yes, no Deny hinders presigned URLs; with presign:"
                + " yes, one small object is put, got and deleted by them.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed("bucket", Forms.NAME),
                Forms.optional(ORIGIN, Form.ADDRESS),
                Forms.optional(POLICY, Forms.YES),
                Forms.optional(PRESIGN, Forms.YES));
    }

    @Override
    public String problem(Map<String, String> parameters, Duration timeout) {
        return actions(parameters).isEmpty() ? "expected origin, policy: yes or presign: yes" : "";
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        return actions(parameters).stream()
                .flatMap(action -> Acted.permissions(action).stream())
                .toList();
    }

    private static List<String> actions(Map<String, String> parameters) {
        var actions = new ArrayList<String>();
        if (parameters.containsKey(ORIGIN)) {
            actions.add(CHECK_CORS);
        }
        if (parameters.containsKey(POLICY)) {
            actions.add(CHECK_POLICY);
        }
        if (parameters.containsKey(PRESIGN)) {
            actions.add(PROBE);
        }
        return actions;
    }

    @Override
    public Seen look(Look look) {
        return actions(look.task().parameters()).stream()
                .map(action -> Seen.part(() -> look(look, action)))
                .reduce(Seen::and)
                .orElseGet(() -> Seen.unknown("nothing is asked of the bucket"));
    }

    private static Seen look(Look look, String action) {
        return Acted.by(
                action,
                look,
                (says, outputs) -> Seen.of(
                        switch (action) {
                            case CHECK_CORS -> "yes".equals(outputs.get("allowed"));
                            case CHECK_POLICY -> "no".equals(outputs.get("hinders"));
                            default -> "yes".equals(outputs.get("works"));
                        },
                        says));
    }
}
