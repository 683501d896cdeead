package tocsin.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a function of SAM with what the Globals say of all functions. */
final class FunctionReader {
    private final Resolver resolver;
    private final DeployedNames names;
    private final @Nullable Node globals;
    private final QueueNamed queueArn;

    /** The ARN that stands under a key, if it is that of a queue of the template. */
    interface QueueNamed {
        String at(Section section, String key);
    }

    FunctionReader(Resolver resolver, DeployedNames names, @Nullable Node globals, QueueNamed queueArn) {
        this.resolver = resolver;
        this.names = names;
        this.globals = globals;
        this.queueArn = queueArn;
    }

    Deployment.Function read(String name, Place place, Node own) {
        var merged = globals == null ? own : merge(globals, own);
        if (!(merged instanceof Node.Mapping mapping)) {
            throw new TemplateRefused(place, name + " Properties must be a mapping and is " + own.kind());
        }
        var properties = new Section(resolver, mapping, name + " Properties");
        properties
                .only("Runtime", "java25")
                .withoutMeaning("Description", "CodeUri", "Role", "Architectures", "SnapStart", "Tags")
                .withoutMeaning("AutoPublishAliasAllProperties", "LoggingConfig", "VpcConfig");
        var function = new Deployment.Function(
                name,
                place,
                names.name(name),
                names.functionArn(
                        name, properties.only("AutoPublishAlias", "live").text("AutoPublishAlias")),
                properties.required("Handler"),
                TemplateReader.seconds(properties, "Timeout", 3),
                properties.whole("MemorySize").orElse(128),
                environment(properties),
                async(properties),
                sources(name, properties));
        properties.end();
        return function;
    }

    private static Map<String, String> environment(Section properties) {
        return properties
                .section("Environment")
                .map(environment -> {
                    var variables = environment.section("Variables");
                    environment.end();
                    return variables.map(Section::allTexts).orElse(Map.of());
                })
                .orElse(Map.of());
    }

    private Deployment.Async async(Section properties) {
        return properties
                .section("EventInvokeConfig")
                .map(config -> {
                    var async = new Deployment.Async(
                            config.whole("MaximumRetryAttempts").orElse(2),
                            TemplateReader.seconds(config, "MaximumEventAgeInSeconds", 21_600),
                            onFailure(config));
                    config.end();
                    return async;
                })
                .orElse(new Deployment.Async(2, Duration.ofHours(6), Optional.empty()));
    }

    private Optional<String> onFailure(Section section) {
        return section.section("DestinationConfig").map(config -> {
            var failure = config.section("OnFailure").orElseThrow(() -> config.refuse("OnFailure", "is missing"));
            config.end();
            failure.only("Type", "SQS");
            var arn = queueArn.at(failure, "Destination");
            failure.end();
            return arn;
        });
    }

    private List<Deployment.Source> sources(String function, Section properties) {
        List<Deployment.Source> sources = new ArrayList<>();
        properties.section("Events").ifPresent(events -> {
            for (var name : events.keys()) {
                var event = events.section(name).orElseThrow(() -> events.refuse(name, "is missing"));
                sources.add(source(function + name, event));
            }
        });
        return sources;
    }

    private Deployment.Source source(String name, Section event) {
        var type = event.required("Type");
        var properties = event.section("Properties").orElseThrow(() -> event.refuse("Properties", "is missing"));
        event.end();
        var source = switch (type) {
            case "SQS" -> fromQueue(properties);
            case "DynamoDB" -> fromStream(properties);
            case "ScheduleV2" -> onSchedule(name, properties);
            case "HttpApi" -> onRequest(properties);
            default -> throw event.refuse("Type", "'" + type + "' is not understood here");
        };
        properties.end();
        return source;
    }

    private Deployment.Source fromQueue(Section properties) {
        var concurrency = properties.section("ScalingConfig").flatMap(scaling -> {
            var most = scaling.whole("MaximumConcurrency");
            scaling.end();
            return most;
        });
        return new Deployment.Source.FromQueue(
                queueArn.at(properties, "Queue"),
                properties.whole("BatchSize").orElse(10),
                TemplateReader.seconds(properties, "MaximumBatchingWindowInSeconds", 0),
                concurrency.orElse(10),
                partial(properties));
    }

    private Deployment.Source fromStream(Section properties) {
        properties.only("StartingPosition", "TRIM_HORIZON");
        return new Deployment.Source.FromStream(
                properties.required("Stream"),
                properties.whole("BatchSize").orElse(100),
                patterns(properties),
                properties.yes("BisectBatchOnFunctionError", false),
                properties.whole("MaximumRetryAttempts").orElse(10_000),
                partial(properties),
                onFailure(properties));
    }

    private static List<String> patterns(Section properties) {
        return properties
                .section("FilterCriteria")
                .map(criteria -> {
                    var patterns = criteria.sections("Filters").stream()
                            .map(filter -> {
                                var pattern = filter.required("Pattern");
                                filter.end();
                                return pattern;
                            })
                            .toList();
                    criteria.end();
                    return patterns;
                })
                .orElse(List.of());
    }

    private static boolean partial(Section properties) {
        var types = properties.texts("FunctionResponseTypes");
        if (types.isEmpty() || types.equals(List.of("ReportBatchItemFailures"))) {
            return !types.isEmpty();
        }
        throw properties.refuse("FunctionResponseTypes", types + " is not understood here");
    }

    private static Deployment.Source onSchedule(String name, Section properties) {
        // a function of this machine can always be called, so that its schedule tries nothing again
        properties.withoutMeaning("Description", "OmitName", "Name", "RoleArn", "RetryPolicy", "DeadLetterConfig");
        return new Deployment.Source.OnSchedule(
                properties.placeOf("ScheduleExpression"),
                name,
                properties.required("ScheduleExpression"),
                properties.text("ScheduleExpressionTimezone").orElse("UTC"),
                properties.text("Input"));
    }

    private static Deployment.Source onRequest(Section properties) {
        properties.withoutMeaning("ApiId").only("PayloadFormatVersion", "2.0");
        var open = properties.section("Auth").map(auth -> {
            var authorizer = auth.required("Authorizer");
            auth.end();
            return switch (authorizer) {
                case "NONE" -> true;
                case "AWS_IAM" -> false;
                default -> throw auth.refuse("Authorizer", "'" + authorizer + "' is not understood here");
            };
        });
        return new Deployment.Source.OnRequest(
                properties.required("Method"), properties.required("Path"), open.orElse(false));
    }

    /** As SAM does it: mappings are merged, lists are joined, anything else is the function's own. */
    private static Node merge(Node general, Node own) {
        if (general instanceof Node.Mapping(var allEntries, var allPlaces, var _)
                && own instanceof Node.Mapping(var ownEntries, var ownPlaces, var place)) {
            Map<String, Node> entries = new LinkedHashMap<>(allEntries);
            Map<String, Place> places = new LinkedHashMap<>(allPlaces);
            ownEntries.forEach((key, value) -> entries.merge(key, value, FunctionReader::merge));
            places.putAll(ownPlaces);
            return new Node.Mapping(entries, places, place);
        }
        if (general instanceof Node.Sequence(var allItems, var _)
                && own instanceof Node.Sequence(var items, var place)) {
            List<Node> joined = new ArrayList<>(allItems);
            joined.addAll(items);
            return new Node.Sequence(joined, place);
        }
        return own;
    }
}
