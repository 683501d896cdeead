@NullMarked
package tocsin.aws;

import org.jspecify.annotations.NullMarked;
