package tocsin.database;

/**
 * How a database is entered.
 *
 * @param encrypted whether nothing but TLS will do: a token of IAM travels as it is
 */
record Door(String host, int port, String database, String role, String password, boolean encrypted) {
    /** Without the password. */
    @Override
    public String toString() {
        return role + " on " + database;
    }
}
