package tocsin.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.config.Configuration;
import tocsin.config.Spoke;
import tocsin.config.Stage;

/**
 * The accounts that are entered beside our own, as tocsin.yaml has them. It is read when somebody asks. A spoke has one
 * role to mend by, and others that can less, for what else is done there: each function enters by its own.
 */
final class Spokes {
    /** None is entered. */
    static final Spokes NONE = new Spokes(null, null);

    private final @Nullable Supplier<Configuration> configuration;
    private final @Nullable String purpose;

    private Spokes(@Nullable Supplier<Configuration> configuration, @Nullable String purpose) {
        this.configuration = configuration;
        this.purpose = purpose;
    }

    /** @param purpose what is done there, as the names of roles end; null: mending */
    static Spokes of(Supplier<Configuration> configuration, @Nullable String purpose) {
        return new Spokes(configuration, purpose);
    }

    /** How an account is entered for our purpose; null: it is not. */
    @Nullable Spoke of(String account) {
        if (configuration == null) {
            return null;
        }
        return configuration.get().stages().stream()
                .filter(stage -> stage.account().equals(account) && stage.spoke() != null)
                .map(Stage::spoke)
                .findFirst()
                .map(this::forOurPurpose)
                .orElse(null);
    }

    private Spoke forOurPurpose(Spoke spoke) {
        return purpose == null ? spoke : new Spoke(spoke.role() + "-" + purpose, spoke.externalId());
    }
}
