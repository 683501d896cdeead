package tocsin.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a table's definition. */
final class TableReader {
    private final DeployedNames names;
    private final World world;

    TableReader(DeployedNames names, World world) {
        this.names = names;
        this.world = world;
    }

    Deployment.Table read(String name, Section properties) {
        properties
                .withoutMeaning("DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "Tags")
                .only("BillingMode", "PAY_PER_REQUEST");
        Map<String, String> types = new TreeMap<>();
        for (var attribute : properties.sections("AttributeDefinitions")) {
            types.put(attribute.required("AttributeName"), attribute.required("AttributeType"));
            attribute.end();
        }
        var table = new Deployment.Table(
                name,
                names.name(name),
                world.arn("dynamodb", "table/" + names.name(name) + "/stream/local"),
                types,
                keys(properties),
                properties.sections("GlobalSecondaryIndexes").stream()
                        .map(TableReader::index)
                        .toList(),
                properties.section("StreamSpecification").map(section -> only(section, "StreamViewType")),
                properties.section("TimeToLiveSpecification").flatMap(TableReader::expiry));
        properties.end();
        return table;
    }

    private static List<Deployment.KeyPart> keys(Section section) {
        return section.sections("KeySchema").stream()
                .map(part -> {
                    var key = new Deployment.KeyPart(part.required("AttributeName"), part.required("KeyType"));
                    part.end();
                    return key;
                })
                .toList();
    }

    private static Deployment.Index index(Section section) {
        var projection = section.section("Projection")
                .map(inner -> only(inner, "ProjectionType"))
                .orElseThrow(() -> section.refuse("Projection", "is missing"));
        var index = new Deployment.Index(section.required("IndexName"), keys(section), projection);
        section.end();
        return index;
    }

    private static Optional<String> expiry(Section section) {
        var attribute = section.required("AttributeName");
        var enabled = section.yes("Enabled", true);
        section.end();
        return enabled ? Optional.of(attribute) : Optional.empty();
    }

    private static String only(Section section, String key) {
        var text = section.required(key);
        section.end();
        return text;
    }
}
