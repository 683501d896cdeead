package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tocsin.Said;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Received;
import tocsin.config.Service;
import tocsin.incident.Deployment;

/** What went live lately: kept beside a service, and told wherever something goes wrong soon after. */
final class Deployments {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MOST = 5;

    /** So long after it a deployment stands beside every story and page. */
    private static final Duration TOLD = Duration.ofHours(2);

    /** Two tellings of one version within this are one. */
    private static final Duration SAME = Duration.ofMinutes(30);

    private final Rules rules;

    Deployments(Rules rules) {
        this.rules = rules;
    }

    /** The services of a place that have it among their resources. */
    List<String> of(Received.Deployed deployed) {
        return rules.stages(new Place(deployed.account(), deployed.region()))
                .flatMap(stage -> stage.services().stream())
                .filter(service -> has(service.resources(), deployed))
                .map(Service::partition)
                .toList();
    }

    /** SAM names an application of CodeDeploy after its stack: "valine-prod-ServerlessDeploymentApplication-ID". */
    private static boolean has(Map<String, String> resources, Received.Deployed deployed) {
        var stack = resources.get("stack");
        var alias = resources.get("alias");
        var ofStack = deployed.resource().equals("codedeploy")
                && stack != null
                && deployed.name().matches(Pattern.quote(stack) + "-ServerlessDeploymentApplication-[A-Za-z0-9]+");
        return ofStack
                || (deployed.name().equals(resources.get(deployed.resource()))
                        && (deployed.alias() == null || alias == null || alias.equals(deployed.alias())));
    }

    /** Keeps it; a day late, or told again, it changes nothing, unless it is told now that it came with a migration. */
    void take(Draft draft, String partition, Deployment deployment) {
        var head = draft.head(partition);
        if (!deployment.at().isAfter(draft.now().minus(KEPT))
                || head.deployments().stream().anyMatch(known -> saysItAll(known, deployment))) {
            return;
        }
        var all = Stream.concat(
                        head.deployments().stream().filter(known -> !isSame(known, deployment)), Stream.of(deployment))
                .filter(each -> each.at().isAfter(draft.now().minus(KEPT)))
                .sorted(Comparator.comparing(Deployment::at).reversed())
                .toList();
        draft.head(head.withDeployments(kept(all)));
        if (draft.open(partition) != null) {
            draft.tell(partition, "deployed", said(deployment, draft.now()), deployment.by());
        }
    }

    /** Takes back every one of this version; gives them, none where none stands. */
    List<Deployment> withdraw(Draft draft, String partition, String version, String by) {
        var head = draft.head(partition);
        var meant = head.live().stream()
                .filter(each -> each.version().equals(version))
                .toList();
        if (meant.isEmpty()) {
            return meant;
        }
        draft.head(head.withDeployments(head.deployments().stream()
                .map(each -> meant.contains(each) ? each.withdrawn(by, draft.now()) : each)
                .toList()));
        draft.tell(partition, "withdrawn", version + " was not deployed after all: " + by + " takes it back", by);
        return meant;
    }

    /** The newest; what AWS tells pushes no migration out, since that forbids to roll back, and no withdrawal. */
    private static List<Deployment> kept(List<Deployment> newestFirst) {
        var newest = Stream.<Predicate<Deployment>>of(
                        each -> each.withdrawn() == null && each.migration(),
                        each -> each.withdrawn() == null && !each.migration(),
                        each -> each.withdrawn() != null)
                .flatMap(kind -> newestFirst.stream().filter(kind).limit(MOST))
                .toList();
        return newestFirst.stream().filter(newest::contains).toList();
    }

    /** What was withdrawn is heard of again only where it is told to have gone live since. */
    private static boolean saysItAll(Deployment known, Deployment told) {
        var withdrawn = known.withdrawn();
        return withdrawn != null
                ? isCopy(known, told) || (isSame(known, told) && !told.at().isAfter(withdrawn.at()))
                : isSame(known, told) && (known.migration() || !told.migration());
    }

    private static boolean isCopy(Deployment known, Deployment told) {
        return known.told() != null && known.told().equals(told.told());
    }

    private static boolean isSame(Deployment known, Deployment told) {
        var apart = Duration.between(known.at(), told.at()).abs();
        return isCopy(known, told) || (known.version().equals(told.version()) && apart.compareTo(SAME) < 0);
    }

    /** What stands behind trouble in a service: its own deployments of the last 2 h, and those of what it needs. */
    List<String> behind(Draft draft, String partition) {
        var all = new ArrayList<String>();
        for (var each : Stream.concat(Stream.of(partition), rules.needs(partition).stream())
                .toList()) {
            draft.head(each).live().stream()
                    .filter(deployment -> deployment.at().isAfter(draft.now().minus(TOLD)))
                    .map(deployment -> each + " " + said(deployment, draft.now()))
                    .forEach(all::add);
        }
        return all;
    }

    private static String said(Deployment deployment, Instant now) {
        var ago = Duration.ofMinutes(Duration.between(deployment.at(), now).toMinutes());
        return deployment.version() + " deployed "
                + (ago.isPositive() ? Said.duration(ago) + " before" : "just now")
                + " by " + deployment.by()
                + (deployment.migration() ? ", with a migration" : "");
    }
}
