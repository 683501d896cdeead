package tocsin.configure;

import java.util.List;
import tocsin.config.Configuration;
import tocsin.config.Finding;
import tocsin.runbook.Runbooks;

/** What came of reading a configuration: all that is wrong with it, or the configuration and its runbooks. */
public sealed interface Reading {
    List<Finding> findings();

    /** Nothing is wrong; the findings are warnings. */
    record Read(Configuration configuration, Runbooks runbooks, List<Finding> findings, Lines lines)
            implements Reading {
        public Read {
            findings = List.copyOf(findings);
        }
    }

    /** It was refused; each finding names a line and what was expected there. */
    record Refused(List<Finding> findings) implements Reading {
        public Refused {
            findings = List.copyOf(findings);
        }
    }
}
