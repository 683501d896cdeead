package tocsin.local.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import tocsin.local.discord.DiscordServer;
import tocsin.local.discord.DiscordStandIn;

/**
 * Where the product is reached from outside: bound before anything else is, since what Tocsin is told of it has these
 * addresses.
 */
public final class Doors implements AutoCloseable {
    /** The bot's application, as Discord numbers it. */
    public static final String APPLICATION = "112233445566778899";

    /** By which the stand-in of Discord knows the bot; it opens nothing else. */
    public static final String TOKEN = "token-of-the-pretend-bot";

    private final ProductApi api;
    private final EdgeServer edges = new EdgeServer();
    private final DiscordStandIn discord = new DiscordStandIn("valine", APPLICATION, TOKEN);
    private final DiscordServer discordServer;

    private Doors(ProductApi api) throws IOException {
        this.api = api;
        this.discordServer = new DiscordServer(discord, 0);
    }

    /** Binds free ports of 127.0.0.1. */
    public static Doors open() {
        var api = ProductApi.start();
        try {
            return new Doors(api);
        } catch (IOException failure) {
            api.close();
            throw new UncheckedIOException("the stand-in of Discord found no port", failure);
        }
    }

    public URI apiAddress() {
        return api.address();
    }

    /** Of the front end. */
    public URI frontAddress() {
        return edges.address();
    }

    /** Of Discord's API, as a step names it. */
    public URI discordAddress() {
        return discordServer.api();
    }

    ProductApi api() {
        return api;
    }

    EdgeServer edges() {
        return edges;
    }

    DiscordStandIn discord() {
        return discord;
    }

    @Override
    public void close() {
        discordServer.close();
        edges.close();
        api.close();
    }
}
