package tocsin.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What Ref and GetAtt give here: the same forms as on AWS, so that code which reads them reads these. */
final class DeployedNames implements Resolver.Names {
    private final World world;
    private final Node.Mapping parameters;
    private final Node.Mapping conditions;
    private final Map<String, String> types = new LinkedHashMap<>();

    DeployedNames(World world, Node.Mapping parameters, Node.Mapping conditions, Node.Mapping resources) {
        this.world = world;
        this.parameters = parameters;
        this.conditions = conditions;
        resources.entries().forEach((name, resource) -> {
            if (resource instanceof Node.Mapping mapping
                    && mapping.entries().get("Type") instanceof Node.Scalar(var type, var _, var _)) {
                types.put(name, type);
            }
        });
    }

    String name(String logicalName) {
        return world.stack() + "-" + logicalName;
    }

    /** By which a function is called: its alias, where it has one. */
    String functionArn(String logicalName, Optional<String> alias) {
        return world.arn(
                "lambda",
                "function:" + name(logicalName) + alias.map(live -> ":" + live).orElse(""));
    }

    @Override
    public Optional<String> ref(String name) {
        return pseudo(name).or(() -> parameter(name)).or(() -> resource(name));
    }

    private Optional<String> pseudo(String name) {
        return switch (name) {
            case "AWS::AccountId" -> Optional.of(world.account());
            case "AWS::Region" -> Optional.of(world.region());
            case "AWS::Partition" -> Optional.of("aws");
            case "AWS::StackName" -> Optional.of(world.stack());
            case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
            default -> Optional.empty();
        };
    }

    private Optional<String> parameter(String name) {
        if (!(parameters.entries().get(name) instanceof Node.Mapping parameter)) {
            return Optional.empty();
        }
        var given = world.parameters().get(name);
        if (given != null) {
            return Optional.of(given);
        }
        if (parameter.entries().get("Default") instanceof Node.Scalar(var text, var _, var _)) {
            return Optional.of(text);
        }
        throw new TemplateRefused(parameters.placeOf(name), "the parameter " + name + " has no value");
    }

    private Optional<String> resource(String name) {
        if (name.endsWith(".Alias")) {
            var function = name.substring(0, name.length() - ".Alias".length());
            return isOf(function, "AWS::Serverless::Function")
                    ? Optional.of(functionArn(function, Optional.of("live")))
                    : Optional.empty();
        }
        return Optional.ofNullable(types.get(name)).map(type -> switch (type) {
            case "AWS::SQS::Queue" -> queueUrl(name);
            case "AWS::SNS::Topic" -> world.arn("sns", name(name));
            default -> name(name);
        });
    }

    String queueUrl(String logicalName) {
        return "https://sqs." + world.region() + ".amazonaws.com/" + world.account() + "/" + name(logicalName);
    }

    private boolean isOf(String name, String type) {
        return type.equals(types.get(name));
    }

    @Override
    public Optional<String> attribute(String resource, String attribute) {
        var type = types.getOrDefault(resource, "");
        return Optional.ofNullable(
                switch (type + "." + attribute) {
                    case "AWS::SQS::Queue.Arn" -> world.arn("sqs", name(resource));
                    case "AWS::SQS::Queue.QueueName" -> name(resource);
                    case "AWS::SQS::Queue.QueueUrl" -> queueUrl(resource);
                    case "AWS::SNS::Topic.TopicArn" -> world.arn("sns", name(resource));
                    case "AWS::DynamoDB::Table.Arn" -> world.arn("dynamodb", "table/" + name(resource));
                    case "AWS::DynamoDB::Table.StreamArn" ->
                        world.arn("dynamodb", "table/" + name(resource) + "/stream/local");
                    case "AWS::Serverless::Function.Arn" -> functionArn(resource, Optional.empty());
                    case "AWS::IAM::Role.Arn" -> "arn:aws:iam::" + world.account() + ":role/" + name(resource);
                    case "AWS::CloudWatch::Alarm.Arn" -> world.arn("cloudwatch", "alarm:" + name(resource));
                    case "AWS::Events::Rule.Arn" -> world.arn("events", "rule/" + name(resource));
                    default -> null;
                });
    }

    @Override
    public Optional<Node> condition(String name) {
        return Optional.ofNullable(conditions.entries().get(name));
    }
}
