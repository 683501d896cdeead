package tocsin.runbook;

import org.jspecify.annotations.Nullable;
import tocsin.config.Mode;

/**
 * The mode that counts now.
 *
 * @param because why it is another than the configuration's, as the end of a sentence; null where it is not
 */
record Caution(Mode mode, @Nullable String because) {
    /** The configured mode; where it would act by itself and something speaks against that, it asks. */
    static Caution of(Mode configured, @Nullable String against) {
        return configured.actsByItself() && against != null
                ? new Caution(Mode.APPROVE, against)
                : new Caution(configured, null);
    }
}
