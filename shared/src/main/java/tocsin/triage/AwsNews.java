package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tocsin.Digest;
import tocsin.Said;
import tocsin.alarm.Received;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.incident.FromAws;
import tocsin.incident.Issue;

/** What AWS tells of itself: it joins the incidents of the services it touches, and opens none. */
final class AwsNews {
    static final String PARTITION = "aws";

    /** What is kept of it beside a service. */
    private static final int MOST = 5;

    /** So long after it an event of RDS stands beside whatever goes wrong. */
    private static final Duration TOLD = Duration.ofHours(2);

    /** Within this all pages of one telling come; then it is mailed with those that did. */
    private static final Duration PAGES = Duration.ofMinutes(1);

    /** What services of AWS a service is made of, by what its resources are called. */
    private static final List<Map.Entry<String, String>> MADE_OF = List.of(
            Map.entry("function", "LAMBDA"),
            Map.entry("database", "RDS"),
            Map.entry("distribution", "CLOUDFRONT"),
            Map.entry("bucket", "S3"),
            Map.entry("table", "DYNAMODB"),
            Map.entry("api", "APIGATEWAY"),
            Map.entry("gateway", "APIGATEWAY"),
            Map.entry("queue", "SQS"),
            Map.entry("topic", "SNS"));

    /** Resources whose names say nothing of themselves. */
    private static final List<String> NO_NAMES = List.of("alias", "login", "token", "url", "origin", "address");

    private final Rules rules;
    private final Pages pages;

    AwsNews(Rules rules, Pages pages) {
        this.rules = rules;
        this.pages = pages;
    }

    /**
     * The services that it touches: those that have an affected entity among their resources; where none is named,
     * those that are made of that service of AWS.
     */
    List<String> touched(Received.Health told) {
        return services(told.account(), told.region(), told.everybody())
                .filter(service -> told.entities().isEmpty()
                        ? isMadeOf(service, told.service())
                        : told.entities().stream().anyMatch(entity -> has(service, entity)))
                .map(Service::partition)
                .toList();
    }

    /** The services whose database it is. */
    List<String> touched(Received.OfDatabase told) {
        return services(told.account(), told.region(), false)
                .filter(service -> told.name().equals(service.resources().get("database"))
                        || told.name().equals(service.resources().get("cluster")))
                .map(Service::partition)
                .toList();
    }

    private Stream<Service> services(String account, String region, boolean everybody) {
        return rules.stages().stream()
                .filter(stage -> isIn(stage, account, region, everybody))
                .flatMap(stage -> stage.services().stream());
    }

    private static boolean isIn(Stage stage, String account, String region, boolean everybody) {
        return (everybody || stage.account().equals(account))
                && (region.equals("global") || stage.regions().contains(region));
    }

    private static boolean isMadeOf(Service service, String aws) {
        return MADE_OF.stream()
                .anyMatch(each -> each.getValue().equalsIgnoreCase(aws)
                        && service.resources().containsKey(each.getKey()));
    }

    /** An ARN names it by one of its parts; whatever else is named is a resource's whole name or id. */
    private static boolean has(Service service, String entity) {
        var parts = Arrays.asList(entity.split("[:/]", -1));
        return service.resources().entrySet().stream()
                .filter(resource -> !NO_NAMES.contains(resource.getKey())
                        && !resource.getValue().isBlank())
                .anyMatch(resource -> resource.getValue().equals(entity) || parts.contains(resource.getValue()));
    }

    static FromAws of(Received.Health told) {
        return new FromAws(
                "health " + told.id() + " " + told.account(),
                told.event() + " " + told.account(),
                "AWS Health (" + told.category() + ", " + told.service() + " in " + told.region() + "): " + told.code()
                        + (told.says().isEmpty() ? "" : ": " + told.says()),
                told.at(),
                told.at().plus(Issue.STANDS));
    }

    static FromAws of(Received.OfDatabase told) {
        return new FromAws(
                "rds " + told.id(),
                told.id(),
                "RDS tells of " + told.name() + " at " + Said.time(told.at()) + ": "
                        + (told.code() == null ? "" : told.code() + " ") + told.says(),
                told.at(),
                told.at().plus(TOLD));
    }

    /**
     * Kept beside the service and told in its incident, once; where none is open, in the service's own story. What is
     * older than what is known of the same is no news.
     */
    void take(Draft draft, String partition, FromAws news) {
        var head = draft.head(partition);
        if (head.aws().stream().anyMatch(known -> known.id().equals(news.id()) || isLater(known, news))) {
            return;
        }
        draft.head(head.withAws(Stream.concat(
                        Stream.of(news),
                        head.aws().stream()
                                .filter(known -> known.until().isAfter(draft.now())
                                        && !known.about().equals(news.about())))
                .limit(MOST)
                .toList()));
        tell(draft, partition, news.text());
    }

    /** It is over: nothing that goes wrong from now on is told of it. */
    void over(Draft draft, String partition, FromAws news) {
        var head = draft.head(partition);
        if (head.aws().stream().noneMatch(known -> known.about().equals(news.about()) && !isLater(known, news))) {
            return;
        }
        draft.head(head.withAws(head.aws().stream()
                .filter(known -> !known.about().equals(news.about()))
                .toList()));
        tell(draft, partition, "over: " + news.text());
    }

    private static boolean isLater(FromAws known, FromAws news) {
        return known.about().equals(news.about()) && known.at().isAfter(news.at());
    }

    private void tell(Draft draft, String partition, String text) {
        var joined = draft.head(partition).joined();
        var home = draft.open(partition) == null && joined != null && draft.open(joined) != null
                ? joined.partition()
                : partition;
        draft.tell(home, "aws", text);
        if (draft.open(home) != null) {
            pages.say(draft, home, "");
        }
    }

    /** What AWS told lately of a service, and of those that it needs: it may be what stands behind trouble. */
    static List<String> behind(Draft draft, List<String> partitions) {
        var all = new ArrayList<String>();
        for (var partition : partitions) {
            draft.head(partition).aws().stream()
                    .filter(news -> news.until().isAfter(draft.now()))
                    .map(FromAws::text)
                    .filter(text -> !all.contains(text))
                    .forEach(all::add);
        }
        return all;
    }

    /**
     * A telling of AWS Health is kept; where it belongs to no incident, it is mailed once, with the pages that came
     * within a minute.
     *
     * @param known what was told before, without this telling's earlier pages
     */
    void keep(Draft draft, Issue issue, List<Issue> known) {
        var text = issue.said() + (issue.over() ? ", over" : "") + ", page " + issue.seen() + " of " + issue.pages()
                + (issue.joined().isEmpty() ? "" : "; joins the incidents of " + String.join(", ", issue.joined()));
        draft.tell(PARTITION, "aws", text);
        var tellAt = issue.heardAt().plus(PAGES);
        var again = known.stream().anyMatch(issue::isAbout);
        if (!issue.joined().isEmpty() || issue.over() || again || !rules.hasMail()) {
            return;
        }
        var first = issue.seen().size() == 1;
        if (first || draft.now().isBefore(tellAt)) {
            notice(draft, issue, issue.whole() ? draft.now() : tellAt);
        }
    }

    private void notice(Draft draft, Issue issue, Instant due) {
        var details = new LinkedHashMap<String, String>();
        details.put("category", issue.category());
        details.put("account", issue.everybody() ? "all" : issue.account());
        details.put("affected", issue.affected());
        details.put("says", issue.says().isEmpty() ? "nothing more" : issue.says());
        details.put("event", issue.event());
        var name = "issue-" + Digest.of(issue.id() + " " + issue.account()).substring(0, 16);
        pages.notice(draft, PARTITION, name, "AWS Health tells of " + issue.said(), details, due);
    }
}
