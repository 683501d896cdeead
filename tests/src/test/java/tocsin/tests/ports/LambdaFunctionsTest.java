package tocsin.tests.ports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import tocsin.cloud.Functions;
import tocsin.testing.FunctionsContract;

/** AWS's Lambda keeps the contract; its revisions, which moto does not enforce, only those of our own show. */
class LambdaFunctionsTest extends FunctionsContract {
    private static final String ROLE = "product";

    private final LambdaClient client = Moto.started().clients(PLACE.region()).client(LambdaClient.builder());
    private final Functions functions =
            Moto.started().ports(Map.of()).cloud("a test's").functions();

    @BeforeAll
    static void role() throws Exception {
        Moto.started().ask("iam", Map.of("Action", "CreateRole", "RoleName", ROLE, "AssumeRolePolicyDocument", "{}"));
    }

    @BeforeEach
    void create() {
        client.createFunction(request -> request.functionName(NAME)
                .runtime("python3.13")
                .handler("handler.handle")
                .role("arn:aws:iam::" + Moto.ACCOUNT + ":role/" + ROLE)
                .environment(variables -> variables.variables(VARIABLES))
                .tags(TAGS)
                .publish(true)
                .code(code -> code.zipFile(SdkBytes.fromByteArray(zip()))));
        client.createAlias(request -> request.functionName(NAME).name(ALIAS).functionVersion("1"));
    }

    @AfterEach
    void delete() {
        client.deleteFunction(request -> request.functionName(NAME));
    }

    @Override
    protected Functions functions() {
        return functions;
    }

    /** moto carries an update out at once. */
    @Override
    protected void settle() {}

    private static byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("handler.py"));
            zip.write("def handle(event, context): pass".getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }
}
