package tocsin.health;

import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Layer;

/**
 * The triage tree's answer: the front end does not load; it loads, but what it calls fails; both work, and it is the
 * feature itself. It names the layer that fails, and takes what is above it for its symptoms.
 *
 * <p>What something does may fail because of what is beneath: that is a symptom. What something is (a distribution that
 * is disabled, a bucket without its rules) is never another's.
 *
 * @param layers those that fail, in the order in which trouble is looked for; a feature with its service
 * @param causes the checks that say so, by name
 * @param symptoms the unwell checks that are only theirs, by name
 * @param unknown the checks of which nothing is known, by name
 * @param says all of it as a sentence
 */
@Json
public record Verdict(
        List<String> layers, List<String> causes, List<String> symptoms, List<String> unknown, String says) {
    public Verdict {
        layers = List.copyOf(layers);
        causes = List.copyOf(causes);
        symptoms = List.copyOf(symptoms);
        unknown = List.copyOf(unknown);
    }

    /** Judges what came of the checks of one stage, each at the place of its check. */
    public static Verdict of(Configuration configuration, List<Check> checks, List<Result> results) {
        return new Tree(configuration, checks, results).verdict();
    }

    private record Tree(Configuration configuration, List<Check> checks, List<Result> results) {
        Verdict verdict() {
            var unwell = which(State.UNWELL);
            var causes =
                    unwell.stream().filter(check -> !isSymptom(check, unwell)).toList();
            var symptoms =
                    unwell.stream().filter(check -> !causes.contains(check)).toList();
            var unknown = which(State.UNKNOWN);
            var layers = layers(causes);
            return new Verdict(
                    layers, names(causes), names(symptoms), names(unknown), says(layers, causes, symptoms, unknown));
        }

        private List<Check> which(State state) {
            var found = new ArrayList<Check>();
            for (var at = 0; at < results.size(); at++) {
                if (results.get(at).state() == state) {
                    found.add(checks.get(at));
                }
            }
            return found;
        }

        private boolean isSymptom(Check check, List<Check> unwell) {
            return isOf(check, CheckKind::feels) && unwell.stream().anyMatch(other -> carries(other, check));
        }

        /** Whether what is wrong with the second may come of what is wrong with the first. */
        private boolean carries(Check beneath, Check above) {
            return beneath.layer().carries(above.layer())
                    && (isOf(above, CheckKind::goesTheWholeWay) || needs(above, beneath));
        }

        private boolean needs(Check above, Check beneath) {
            return above.service().equals(beneath.service())
                    || configuration.service(above.partition()).stream()
                            .flatMap(service -> configuration.needs(service).stream())
                            .anyMatch(service -> service.name().equals(beneath.service()));
        }

        private static boolean isOf(Check check, Predicate<CheckKind> manner) {
            return CheckKinds.BUILT.named(check.kind()).filter(manner).isPresent();
        }

        private static List<String> layers(List<Check> causes) {
            return causes.stream()
                    .sorted(java.util.Comparator.comparing(Check::layer))
                    .map(Verdict::called)
                    .distinct()
                    .toList();
        }

        private String says(List<String> layers, List<Check> causes, List<Check> symptoms, List<Check> unknown) {
            var says = new ArrayList<String>();
            if (causes.isEmpty()) {
                says.add(unknown.isEmpty() ? "all is well" : "nothing is unwell, but not all is known");
            } else {
                says.add(String.join(", ", layers) + (layers.size() == 1 ? " fails" : " fail") + ": "
                        + causes.stream().map(this::said).collect(Collectors.joining("; ")));
            }
            if (!symptoms.isEmpty()) {
                says.add("only its symptoms: " + String.join(", ", names(symptoms)));
            }
            if (!unknown.isEmpty()) {
                says.add("not known: " + String.join(", ", names(unknown)));
            }
            return String.join(". ", says);
        }

        private String said(Check check) {
            return results.get(checks.indexOf(check)).says();
        }
    }

    /** A feature is one of several: its service tells which. */
    private static String called(Check check) {
        return check.layer() == Layer.FEATURE
                ? Layer.FEATURE.word() + " " + check.service()
                : check.layer().word();
    }

    private static List<String> names(List<Check> checks) {
        return checks.stream().map(Check::name).toList();
    }
}
