package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Secrets;

/** What every keeper of secrets promises: the one in memory, the file, and Secrets Manager. */
public abstract class SecretsContract {
    protected abstract Secrets secrets();

    protected abstract void keep(String name, String value);

    @Test
    void a_secret_is_found_by_its_name() {
        keep("tocsin/pagerduty", "sesame");

        assertThat(secrets().secret("tocsin/pagerduty")).isEqualTo("sesame");
        assertThat(secrets().secret("tocsin/pagerduty")).isEqualTo("sesame");
    }

    @Test
    void the_end_of_a_line_that_came_with_a_secret_is_none_of_it() {
        keep("tocsin/pagerduty", " sesame\n");

        assertThat(secrets().secret("tocsin/pagerduty")).isEqualTo("sesame");
    }

    @Test
    void a_secret_that_is_not_kept_is_refused_by_its_name() {
        assertThatThrownBy(() -> secrets().secret("tocsin/nothing"))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageContaining("tocsin/nothing");
    }
}
