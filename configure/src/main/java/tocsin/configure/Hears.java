package tocsin.configure;

import java.time.Duration;
import java.util.Locale;
import tocsin.config.Configuration;
import tocsin.config.Hours;
import tocsin.config.Paging;
import tocsin.config.Severity;

/** Who hears of a severity, in words. */
final class Hears {
    private Hears() {}

    static String of(Configuration configuration, Paging paging, Severity severity) {
        var said = told(configuration, severity);
        return switch (paging) {
            case ON -> said;
            case NOTICE -> "mail (paging: notice; else " + said + ")";
            case SHADOW -> "nobody (paging: shadow; else " + said + ")";
        };
    }

    private static String told(Configuration configuration, Severity severity) {
        var hearing = configuration.hear(severity);
        var page = hearing.page();
        if (page == null) {
            return "mail";
        }
        var backup = configuration.backup();
        var rings = backup == null || Severity.P1.worseThan(severity)
                ? ""
                : ", after " + written(backup.after()) + " " + String.join(", ", backup.ring());
        return "pager" + (page.equals(Hours.ALWAYS) ? "" : " " + page.from() + "-" + page.until()) + rings
                + (hearing.mail() ? ", else mail" : "");
    }

    private static String written(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
