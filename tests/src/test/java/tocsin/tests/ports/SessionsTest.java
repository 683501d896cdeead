package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tocsin.aws.Callers;

/** Whoever looks into CloudTrail finds the run in whose session a change was made. */
class SessionsTest {
    private static final String ROLE = "arn:aws:iam::" + Moto.ACCOUNT + ":role/tocsin-mend";
    private static final String TAKEN = "arn:aws:sts::" + Moto.ACCOUNT + ":assumed-role/tocsin-mend/";

    @Test
    void a_run_mends_by_a_role_for_it_in_a_session_called_as_it_is() {
        var clients = Moto.started().clients();

        assertThat(Callers.caller(clients, ROLE, "db-42/1")).isEqualTo(TAKEN + "tocsin-db-42.1");
        assertThat(Callers.caller(clients, ROLE, "größe " + "x".repeat(80)))
                .isEqualTo(TAKEN + "tocsin-gr..e." + "x".repeat(51));
    }

    @Test
    void without_such_a_role_it_mends_by_the_functions_own() {
        assertThat(Callers.caller(Moto.started().clients(), null, "db-42/1")).doesNotContain("tocsin");
    }
}
