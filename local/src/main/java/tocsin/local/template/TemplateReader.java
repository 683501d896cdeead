package tocsin.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.local.run.Json;

/**
 * Reads a template. Every resource type and every property is one that this machine carries out as AWS does, or is
 * named here as one that means nothing to it; anything else is refused by name and line.
 */
public final class TemplateReader {
    private static final String SET_ALARM_STATE = "arn:aws:scheduler:::aws-sdk:cloudwatch:setAlarmState";

    private final World world;
    private final Node.Mapping globals;
    private final Node.Mapping resources;
    private final DeployedNames names;
    private final Resolver resolver;

    private final List<Deployment.Queue> queues = new ArrayList<>();
    private final List<Deployment.Table> tables = new ArrayList<>();
    private final List<Deployment.Topic> topics = new ArrayList<>();
    private final List<Deployment.Subscription> subscriptions = new ArrayList<>();
    private final List<Deployment.Rule> rules = new ArrayList<>();
    private final List<Deployment.Function> functions = new ArrayList<>();
    private final List<Deployment.SetAlarm> setAlarms = new ArrayList<>();
    private @Nullable String alarmActionFunction;

    private TemplateReader(Node.Mapping top, World world) {
        this.world = world;
        this.globals = mapping(top, "Globals");
        this.resources = mapping(top, "Resources");
        this.names = new DeployedNames(world, mapping(top, "Parameters"), mapping(top, "Conditions"), resources);
        this.resolver = new Resolver(names);
        var all = new Section(resolver, top, "template");
        all.only("AWSTemplateFormatVersion", "2010-09-09")
                .only("Transform", "AWS::Serverless-2016-10-31")
                .withoutMeaning(
                        "Description", "Metadata", "Parameters", "Conditions", "Globals", "Resources", "Outputs")
                .end();
        new Section(resolver, globals, "Globals")
                .withoutMeaning("Function", "HttpApi")
                .end();
    }

    private static Node.Mapping mapping(Node.Mapping top, String key) {
        var node = top.entries().get(key);
        if (node == null) {
            return new Node.Mapping(Map.of(), Map.of(), top.place());
        }
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        throw new TemplateRefused(top.placeOf(key), key + " must be a mapping and is " + node.kind());
    }

    /** @throws TemplateRefused naming file, line and what is not understood */
    public static Deployment read(Path file, World world) {
        try {
            return read(file.getFileName().toString(), Files.readString(file), world);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static Deployment read(String file, String text, World world) {
        var top = YamlReader.read(file, text);
        return new TemplateReader(top, world).deployment(top.place());
    }

    private Deployment deployment(Place place) {
        // queues first: the others name them
        for (var pass : List.of(true, false)) {
            resources.entries().forEach((name, resource) -> {
                var section = resource(name, resource);
                var type = section.required("Type");
                if (type.equals("AWS::SQS::Queue") == pass && deployed(section)) {
                    read(name, type, section);
                }
            });
        }
        return new Deployment(
                place,
                queues,
                tables,
                topics,
                subscriptions,
                rules,
                functions,
                setAlarms,
                Optional.ofNullable(alarmActionFunction));
    }

    private Section resource(String name, Node resource) {
        if (resource instanceof Node.Mapping mapping) {
            return new Section(resolver, mapping, name)
                    .withoutMeaning("Metadata", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy");
        }
        throw new TemplateRefused(resources.placeOf(name), name + " must be a mapping and is " + resource.kind());
    }

    private boolean deployed(Section resource) {
        return resource.text("Condition")
                .map(condition -> resolver.condition(condition, resource.placeOf("Condition")))
                .orElse(true);
    }

    private void read(String name, String type, Section resource) {
        var properties = resource.section("Properties")
                .orElseGet(() -> new Section(
                        resolver, new Node.Mapping(Map.of(), Map.of(), resource.place()), name + " Properties"));
        resource.end();
        switch (type) {
            case "AWS::SQS::Queue" -> queues.add(queue(name, properties));
            case "AWS::DynamoDB::Table" -> tables.add(new TableReader(names, world).read(name, properties));
            case "AWS::SNS::Topic" -> topics.add(topic(name, properties));
            case "AWS::SNS::Subscription" -> subscription(properties).ifPresent(subscriptions::add);
            case "AWS::Events::Rule" -> rules.add(rule(name, properties));
            case "AWS::Scheduler::Schedule" -> setAlarms.add(setAlarm(name, properties));
            case "AWS::Lambda::Permission" -> permission(properties);
            case "AWS::Serverless::Function" ->
                functions.add(functionReader().read(name, resources.placeOf(name), properties(resource)));
            case "AWS::Serverless::HttpApi" -> api(properties);
            // who may do what, how long logs are kept, and what CloudWatch watches: nothing on one machine
            case "AWS::IAM::Role",
                    "AWS::IAM::RolePolicy",
                    "AWS::Logs::LogGroup",
                    "AWS::SQS::QueuePolicy",
                    "AWS::SNS::TopicPolicy",
                    "AWS::CloudWatch::Alarm" -> {}
            default ->
                throw new TemplateRefused(
                        resource.placeOf("Type"), type + " (resource " + name + ") is not understood here");
        }
    }

    private static Node properties(Section resource) {
        return resource.find("Properties").orElseThrow(() -> new TemplateRefused(resource.place(), "no Properties"));
    }

    private FunctionReader functionReader() {
        return new FunctionReader(resolver, names, globals.entries().get("Function"), this::queueArn);
    }

    private Deployment.Queue queue(String name, Section properties) {
        properties.withoutMeaning("SqsManagedSseEnabled", "Tags", "RedriveAllowPolicy");
        var queue = new Deployment.Queue(
                name,
                names.name(name),
                world.arn("sqs", names.name(name)),
                names.queueUrl(name),
                seconds(properties, "VisibilityTimeout", 30),
                seconds(properties, "DelaySeconds", 0),
                seconds(properties, "MessageRetentionPeriod", 345_600),
                properties.section("RedrivePolicy").map(TemplateReader::redrive));
        properties.end();
        return queue;
    }

    private static Deployment.Redrive redrive(Section policy) {
        var redrive = new Deployment.Redrive(
                policy.required("deadLetterTargetArn"),
                policy.whole("maxReceiveCount").orElseThrow(() -> policy.refuse("maxReceiveCount", "is missing")));
        policy.end();
        return redrive;
    }

    static Duration seconds(Section section, String key, int otherwise) {
        return Duration.ofSeconds(section.whole(key).orElse(otherwise));
    }

    private Deployment.Topic topic(String name, Section properties) {
        properties.withoutMeaning("DisplayName", "Tags", "KmsMasterKeyId").end();
        return new Deployment.Topic(name, world.arn("sns", names.name(name)));
    }

    private Optional<Deployment.Subscription> subscription(Section properties) {
        var topic = properties.required("TopicArn");
        return switch (properties.required("Protocol")) {
            case "email" -> { // what is mailed here goes to the outbox, whoever subscribed
                properties.withoutMeaning("Endpoint").end();
                yield Optional.empty();
            }
            case "sqs" -> {
                var subscription = new Deployment.Subscription(
                        topic,
                        queueArn(properties, "Endpoint"),
                        properties.yes("RawMessageDelivery", false),
                        properties.section("RedrivePolicy").map(policy -> only(policy, "deadLetterTargetArn")));
                properties.end();
                yield Optional.of(subscription);
            }
            case String other -> throw properties.refuse("Protocol", "'" + other + "' is not understood here");
        };
    }

    /** The ARN of a queue of this template, which is all that a section says. */
    private String only(Section section, String key) {
        var arn = queueArn(section, key);
        section.end();
        return arn;
    }

    private String queueArn(Section section, String key) {
        var arn = section.required(key);
        if (queues.stream().noneMatch(queue -> queue.arn().equals(arn))) {
            throw section.refuse(key, "names no queue of this template: " + arn);
        }
        return arn;
    }

    private Deployment.Rule rule(String name, Section properties) {
        properties.withoutMeaning("Description").only("State", "ENABLED").only("EventBusName", "default");
        var pattern = properties
                .find("EventPattern")
                .flatMap(resolver::resolveAll)
                .map(JsonOf::node)
                .orElseThrow(() -> properties.refuse("EventPattern", "is missing"));
        var targets = properties.sections("Targets").stream().map(this::target).toList();
        properties.end();
        return new Deployment.Rule(name, pattern.toString(), targets);
    }

    /** The one call that a schedule of no function makes here: it sets an alarm to a state. */
    private Deployment.SetAlarm setAlarm(String name, Section properties) {
        properties.withoutMeaning("Description").only("State", "ENABLED");
        var window = properties
                .section("FlexibleTimeWindow")
                .orElseThrow(() -> properties.refuse("FlexibleTimeWindow", "is missing"));
        window.only("Mode", "OFF").end();
        var target = properties.section("Target").orElseThrow(() -> properties.refuse("Target", "is missing"));
        // the alarm is in this process, so that its schedule tries nothing again
        target.withoutMeaning("RoleArn", "RetryPolicy", "DeadLetterConfig").only("Arn", SET_ALARM_STATE);
        var input = Json.read(target.required("Input"));
        target.end();
        var set = new Deployment.SetAlarm(
                properties.placeOf("ScheduleExpression"),
                name,
                properties.required("ScheduleExpression"),
                properties.text("ScheduleExpressionTimezone").orElse("UTC"),
                input.path("AlarmName").asText(),
                input.path("StateValue").asText());
        properties.end();
        return set;
    }

    private Deployment.Target target(Section target) {
        target.withoutMeaning("Id", "RetryPolicy"); // a queue on this disk takes what it gets, or the disk is broken
        var found = new Deployment.Target(
                queueArn(target, "Arn"), target.section("DeadLetterConfig").map(config -> only(config, "Arn")));
        target.end();
        return found;
    }

    private void permission(Section properties) {
        properties.only("Action", "lambda:InvokeFunction").withoutMeaning("SourceAccount", "SourceArn");
        var function = properties.required("FunctionName");
        properties.only("Principal", "lambda.alarms.cloudwatch.amazonaws.com").end();
        alarmActionFunction = function;
    }

    private void api(Section properties) {
        properties.withoutMeaning("Description", "DefaultRouteSettings", "AccessLogSettings", "Tags");
        var auth = properties.section("Auth").orElseThrow(() -> properties.refuse("Auth", "is missing"));
        auth.only("EnableIamAuthorizer", "true")
                .only("DefaultAuthorizer", "AWS_IAM")
                .end();
        if (!auth.has("DefaultAuthorizer")) {
            throw properties.refuse("Auth", "without DefaultAuthorizer leaves every route open");
        }
        properties.end();
    }
}
