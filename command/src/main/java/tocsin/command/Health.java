package tocsin.command;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tocsin.local.product.ProductApi;

/** What the product's API says of itself. */
record Health(int status, String body) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Health of(ProductApi api) {
        var request = HttpRequest.newBuilder(api.address().resolve("/health"))
                .timeout(PATIENCE)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            return new Health(answer.statusCode(), answer.body().strip());
        } catch (IOException failure) {
            return new Health(0, failure.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Health(0, "interrupted");
        }
    }

    boolean isWell() {
        return status == 200;
    }

    @Override
    public String toString() {
        return "/health with " + status + (isWell() ? "" : " " + body);
    }
}
