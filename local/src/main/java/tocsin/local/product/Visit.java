package tocsin.local.product;

/**
 * What somebody met who used the product.
 *
 * @param well whether it did what it is for
 * @param says reads after "a visitor finds: "
 */
public record Visit(boolean well, String says) {}
