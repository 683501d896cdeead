package tocsin.cloud;

/**
 * Passwords for databases that let a role of IAM in: signed where we are, no request, good for a quarter of an hour.
 */
@FunctionalInterface
public interface DatabaseTokens {
    /**
     * @param region the database's Region
     */
    String token(String host, int port, String role, String region);
}
