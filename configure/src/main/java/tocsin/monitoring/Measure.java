package tocsin.monitoring;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Metric;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.health.Standings;

/** What an alarm of tocsin.yaml may measure: a word, the metrics it stands for, and the resources that they are of. */
public enum Measure {
    /** Percent of a function's calls that end with an error. */
    LAMBDA_ERROR_RATE(Missing.NO_TRAFFIC, "function") {
        @Override
        List<Metric> metrics(Of of) {
            return List.of(
                    math("rate", "100*errors/invocations", "error rate"),
                    of.part("errors", "AWS/Lambda", "Errors", SUM, of.lambda()),
                    of.part("invocations", "AWS/Lambda", "Invocations", SUM, of.lambda()));
        }
    },

    /** Milliseconds that the slowest call in a hundred takes. */
    LAMBDA_DURATION_P99(Missing.NO_TRAFFIC, "function") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one("AWS/Lambda", "Duration", "p99", of.lambda());
        }
    },

    /** Milliseconds that the slowest start in twenty takes, by Init Duration in the function's log. */
    COLD_START_P95(Missing.NO_TRAFFIC, "logs") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one(of.logged("logs"), "InitDuration", "p95", Map.of());
        }

        // The REPORT line of a function that logs text: its fields stand always in this order, and Init Duration is
        // there where the call started a container.
        @Override
        Optional<LogFilter> filter(Of of) {
            return Optional.of(of.filter(
                    "logs",
                    "[report=\"REPORT\", id_label, id, d1, duration, d_unit, b1, b2, billed, b_unit, m1, m2, memory,"
                            + " m_unit, u1, u2, u3, used, u_unit, i1=\"Init\", i2=\"Duration:\", init, i_unit=\"ms\","
                            + " ...]",
                    "InitDuration",
                    "$init",
                    null,
                    "Milliseconds"));
        }
    },

    /** Percent of the requests that are throttled, by the gateway's access log (JSON, with a status). */
    API_THROTTLED(Missing.NO_TRAFFIC, "gateway access") {
        @Override
        List<Metric> metrics(Of of) {
            return List.of(
                    math("share", "100*FILL(throttled,0)/requests", "throttled"),
                    of.part("throttled", of.logged("access"), "Throttled", SUM, Map.of()),
                    of.part("requests", "AWS/ApiGateway", "Count", SUM, of.api()));
        }

        // Whether $context.status is written as a number or as a text is the access log's own choice.
        @Override
        Optional<LogFilter> filter(Of of) {
            return Optional.of(
                    of.filter("access", "{ ($.status = 429) || ($.status = \"429\") }", "Throttled", "1", 0, "Count"));
        }
    },

    /** Requests that the API answers with 5xx. */
    API_5XX(Missing.NO_TRAFFIC, "gateway") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one("AWS/ApiGateway", "5XXError", SUM, of.api());
        }
    },

    /** Requests that the API answers with 4xx. */
    API_4XX(Missing.NO_TRAFFIC, "gateway") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one("AWS/ApiGateway", "4XXError", SUM, of.api());
        }
    },

    /** Fewer requests than is usual at this hour; the threshold is the band's width in standard deviations. */
    API_REQUESTS_USUAL(Missing.NO_TRAFFIC, "gateway") {
        @Override
        List<Metric> metrics(Of of) {
            return List.of(
                    of.compared("requests", "AWS/ApiGateway", "Count", SUM, of.api()),
                    math("usual", "ANOMALY_DETECTION_BAND(requests, " + of.threshold() + ")", "requests, as usual"));
        }
    },

    /** Percent of the database's processor. */
    RDS_CPU(Missing.UNKNOWN, "database") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one("AWS/RDS", "CPUUtilization", "Average", of.database());
        }
    },

    /** Connections that are open to the database. */
    RDS_CONNECTIONS(Missing.UNKNOWN, "database") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one("AWS/RDS", "DatabaseConnections", "Maximum", of.database());
        }
    },

    /** Bytes of the database's storage that are free. */
    RDS_FREE_STORAGE(Missing.UNKNOWN, "database") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one("AWS/RDS", "FreeStorageSpace", "Minimum", of.database());
        }
    },

    /** Requests that a bucket answers with 4xx or 5xx; its request metrics must be on, under the name EntireBucket. */
    S3_ERRORS(Missing.NO_TRAFFIC, "bucket") {
        @Override
        List<Metric> metrics(Of of) {
            return List.of(
                    math("errors", "FILL(refused,0)+FILL(failed,0)", "errors"),
                    of.part("refused", "AWS/S3", "4xxErrors", SUM, of.bucket()),
                    of.part("failed", "AWS/S3", "5xxErrors", SUM, of.bucket()));
        }
    },

    /** Requests that a bucket answers with 4xx. */
    S3_4XX(Missing.NO_TRAFFIC, "bucket") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one("AWS/S3", "4xxErrors", SUM, of.bucket());
        }
    },

    /** Page loads that CloudFront answers with 5xx: its share times its requests. */
    CLOUDFRONT_5XX(Missing.NO_TRAFFIC, "distribution") {
        @Override
        List<Metric> metrics(Of of) {
            return List.of(
                    math("failed", "rate*requests/100", "5xx a minute"),
                    of.part("rate", "AWS/CloudFront", "5xxErrorRate", "Average", of.distribution()),
                    of.part("requests", "AWS/CloudFront", "Requests", SUM, of.distribution()));
        }
    },

    /** Percent of the page loads that CloudFront answers with 5xx. */
    CLOUDFRONT_ERROR_RATE(Missing.NO_TRAFFIC, "distribution") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one("AWS/CloudFront", "5xxErrorRate", "Average", of.distribution());
        }
    },

    /** 1 where the health sweep finds the service down, 0 where it finds it well. */
    DOWN(Missing.UNKNOWN, "") {
        @Override
        List<Metric> metrics(Of of) {
            return of.one(
                    Standings.namespace(of.configuration()),
                    Standings.DOWN,
                    "Maximum",
                    Map.of("Service", of.service().name()));
        }
    };

    private static final String SUM = "Sum";

    /** CloudFront tells its metrics there and nowhere else. */
    public static final String CLOUDFRONT_REGION = "us-east-1";

    private final Missing missing;
    private final String resources;

    /**
     * @param resources with blanks between
     */
    Measure(Missing missing, String resources) {
        this.missing = missing;
        this.resources = resources;
    }

    /** What a period without a datapoint means, in CloudWatch's own words. */
    private enum Missing {
        /** Nobody called, or looked: nothing failed. */
        NO_TRAFFIC("notBreaching"),
        /** Whoever should tell does not: INSUFFICIENT_DATA. */
        UNKNOWN("missing");

        private final String word;

        Missing(String word) {
            this.word = word;
        }
    }

    /** What tocsin.yaml calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Measure> named(String word) {
        return Arrays.stream(values())
                .filter(measure -> measure.word().equals(word))
                .findFirst();
    }

    /** The resources that a service must have for it. */
    public List<String> resources() {
        return resources.isEmpty() ? List.of() : List.of(resources.split(" ", -1));
    }

    /** Whether it is compared with a band of what is usual, and not with a number. */
    boolean isUsual() {
        return this == API_REQUESTS_USUAL;
    }

    /** Whether it is measured in {@link #CLOUDFRONT_REGION}, wherever the product is. */
    public boolean isOfCloudFront() {
        return resources.equals("distribution");
    }

    /**
     * What no datapoint is taken for.
     *
     * @param swept whether a check of tocsin.yaml looks at the service: else nobody tells whether it is down, ever
     */
    String missing(boolean swept) {
        return (this == DOWN && !swept ? Missing.NO_TRAFFIC : missing).word;
    }

    abstract List<Metric> metrics(Of of);

    /** The log lines that it counts, where it counts such. */
    Optional<LogFilter> filter(Of of) {
        return Optional.empty();
    }

    /** As people write it: 5, and not 5.0. */
    static String number(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static Metric math(String id, String expression, String label) {
        return new Metric(id, null, null, Map.of(), null, null, null, expression, label, true);
    }

    /** What is measured of what. */
    record Of(Configuration configuration, Service service, WantedAlarm alarm) {
        String threshold() {
            return number(alarm.threshold());
        }

        String resource(String name) {
            return Optional.ofNullable(service.resources().get(name))
                    .orElseThrow(() -> new IllegalArgumentException(service.partition() + " has no " + name));
        }

        /** The namespace of what is counted in a log: a filter cannot give a metric a dimension of its own choice. */
        String logged(String group) {
            var path = resource(group);
            return Standings.capital(configuration) + "/Logs/" + path.substring(path.lastIndexOf('/') + 1);
        }

        Map<String, String> lambda() {
            return Map.of("FunctionName", resource("function"));
        }

        Map<String, String> api() {
            return Map.of("ApiName", resource("gateway"));
        }

        Map<String, String> database() {
            return Map.of("DBInstanceIdentifier", resource("database"));
        }

        Map<String, String> bucket() {
            return two("BucketName", resource("bucket"), "FilterId", "EntireBucket");
        }

        Map<String, String> distribution() {
            return two("DistributionId", resource("distribution"), "Region", "Global");
        }

        private static Map<String, String> two(String one, String first, String other, String second) {
            var both = new TreeMap<String, String>();
            both.put(one, first);
            both.put(other, second);
            return both;
        }

        List<Metric> one(String namespace, String name, String stat, Map<String, String> dimensions) {
            return List.of(compared("measured", namespace, name, stat, dimensions));
        }

        Metric compared(String id, String namespace, String name, String stat, Map<String, String> dimensions) {
            return new Metric(id, namespace, name, dimensions, stat, alarm.period(), null, null, null, true);
        }

        Metric part(String id, String namespace, String name, String stat, Map<String, String> dimensions) {
            return new Metric(id, namespace, name, dimensions, stat, alarm.period(), null, null, null, false);
        }

        LogFilter filter(
                String group, String pattern, String metric, String value, @Nullable Integer otherwise, String unit) {
            return new LogFilter(
                    service.name(), resource(group), pattern, logged(group), metric, value, otherwise, unit);
        }
    }
}
