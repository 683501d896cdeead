@NullMarked
package tocsin.local.http;

import org.jspecify.annotations.NullMarked;
