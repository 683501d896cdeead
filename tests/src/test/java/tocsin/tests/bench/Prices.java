package tocsin.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What AWS asks, from prices.csv, which says where and when each was read. */
record Prices(List<Price> all) {
    private static final String FILE = "prices.csv";
    private static final int FIELDS = 6;

    Prices {
        all = List.copyOf(all);
    }

    /**
     * One price.
     *
     * @param per how many of the unit the dollars are for
     */
    record Price(String name, double dollars, double per, String unit) {
        double of(double amount) {
            return amount * dollars / per;
        }
    }

    static Prices ours() {
        try (var file = Objects.requireNonNull(Prices.class.getResourceAsStream(FILE), FILE)) {
            return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Prices of(String csv) {
        return new Prices(csv.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Prices::price)
                .toList());
    }

    private static Price price(String line) {
        var fields = line.split(",", FIELDS);
        if (fields.length < FIELDS || !fields[FIELDS - 1].startsWith("https://")) {
            throw new IllegalArgumentException("no price with its source: " + line);
        }
        return new Price(fields[0], Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), fields[3]);
    }

    /** What all of it costs; what has no price is a mistake. */
    double of(Amounts amounts) {
        amounts.names().stream()
                .filter(name -> all.stream().noneMatch(price -> price.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("no price of '" + name + "'");
                });
        return all.stream()
                .mapToDouble(price -> price.of(amounts.of(price.name())))
                .sum();
    }
}
