/** The product's cloud, as what reads and changes it sees it: one method, one request. */
@NullMarked
package tocsin.cloud;

import org.jspecify.annotations.NullMarked;
