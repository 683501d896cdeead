package tocsin.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.config.Configuration;
import tocsin.config.Spoke;
import tocsin.config.Stage;

/** The accounts that are entered beside our own, as tocsin.yaml has them. It is read when somebody asks. */
final class Spokes {
    /** None is entered. */
    static final Spokes NONE = new Spokes(null);

    private final @Nullable Supplier<Configuration> configuration;

    private Spokes(@Nullable Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    static Spokes of(Supplier<Configuration> configuration) {
        return new Spokes(configuration);
    }

    /** How an account is entered; null: it is not. */
    @Nullable Spoke of(String account) {
        if (configuration == null) {
            return null;
        }
        return configuration.get().stages().stream()
                .filter(stage -> stage.account().equals(account) && stage.spoke() != null)
                .map(Stage::spoke)
                .findFirst()
                .orElse(null);
    }
}
