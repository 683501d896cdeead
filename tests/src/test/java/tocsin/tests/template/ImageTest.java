package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** template-image.yaml, and the images that it is built from. */
class ImageTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root")).toAbsolutePath();
    private static final Path TEMPLATE = ROOT.resolve("template-image.yaml");
    private static final Path IMAGE = ROOT.resolve("functions/image");
    private static final Path PYTHON = ROOT.resolve(".tocsin/tools/aws/bin/python");

    @Test
    void it_is_what_is_made_of_the_template() throws Exception {
        var ended = run(PYTHON.toString(), IMAGE.resolve("template").toString(), "--check");

        assertThat(ended.said()).isEmpty();
        assertThat(ended.code()).isZero();
    }

    @Test
    void it_is_the_template_but_for_the_packaging() throws Exception {
        var ours = (ObjectNode) Template.ours().root().deepCopy();
        var image = (ObjectNode) new YAMLMapper().readTree(TEMPLATE.toFile());

        assertThat(withoutPackaging(image)).isEqualTo(withoutPackaging(ours));
    }

    @Test
    void every_function_is_an_image_with_its_own_handler_and_none_asks_for_a_snapshot() throws Exception {
        var image = new YAMLMapper().readTree(TEMPLATE.toFile());

        assertThat(image.at("/Globals/Function/SnapStart").isMissingNode()).isTrue();
        assertThat(Template.ours().functions()).hasSize(7).allSatisfy(function -> {
            var made = image.path("Resources").path(function.name());
            var handler = function.text("/Handler");
            assertThat(made.at("/Properties/PackageType").asText()).isEqualTo("Image");
            assertThat(made.at("/Properties/ImageConfig/Command/0").asText()).isEqualTo(handler);
            assertThat(made.at("/Metadata/DockerBuildArgs/HANDLER").asText()).isEqualTo(handler);
            var name = made.at("/Metadata/DockerBuildArgs/FUNCTION").asText();
            assertThat(function.text("/CodeUri")).isEqualTo("functions/" + name + "/target/package");
            assertThat(IMAGE.resolve("events/" + name + ".json")).exists();
        });
    }

    /** Or the JVM would take no cache: it holds for the flags with which it was made. */
    @Test
    void the_cache_is_made_with_the_flags_that_the_functions_run_with() throws Exception {
        var flags = Template.ours()
                .root()
                .at("/Globals/Function/Environment/Variables/JAVA_TOOL_OPTIONS")
                .asText();

        assertThat(Files.readString(IMAGE.resolve("Dockerfile"))).contains("JAVA_TOOL_OPTIONS=\"" + flags + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws/bin/cfn-lint template-image.yaml",
                "sam/bin/sam validate --lint --template template-image.yaml",
                "hadolint/bin/hadolint functions/image/Dockerfile"
            })
    void the_checks_of_others_pass(String check) throws Exception {
        var ended = run((ROOT.resolve(".tocsin/tools") + "/" + check).split(" "));

        assertThat(ended.code()).as(ended.said()).isZero();
    }

    private static ObjectNode withoutPackaging(ObjectNode template) {
        var globals = (ObjectNode) template.at("/Globals/Function");
        globals.remove(List.of("Runtime", "SnapStart"));
        template.path("Resources").forEach(resource -> {
            if (resource.path("Type").asText().equals("AWS::Serverless::Function")) {
                ((ObjectNode) resource.path("Properties"))
                        .remove(List.of("CodeUri", "Handler", "PackageType", "ImageConfig"));
                if (resource.path("Metadata") instanceof ObjectNode metadata) {
                    metadata.remove(List.of("Dockerfile", "DockerContext", "DockerTag", "DockerBuildArgs"));
                }
            }
        });
        return template;
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(ROOT.toFile());
        builder.environment().put("AWS_DEFAULT_REGION", "us-west-2");
        builder.environment().put("SAM_CLI_TELEMETRY", "0");
        return Ended.of(builder);
    }
}
