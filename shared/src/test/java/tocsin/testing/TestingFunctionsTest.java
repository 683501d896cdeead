package tocsin.testing;

import org.junit.jupiter.api.BeforeEach;
import tocsin.cloud.Functions;

final class TestingFunctionsTest extends RevisionsContract {
    private final TestingFunctions functions = new TestingFunctions();

    @BeforeEach
    void create() {
        functions.create(PLACE, NAME, ALIAS, VARIABLES);
        functions.tag(PLACE, NAME, TAGS);
        functions.settlesLater();
    }

    @Override
    protected Functions functions() {
        return functions;
    }

    @Override
    protected void settle() {
        functions.settle();
    }
}
