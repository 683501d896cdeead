@NullMarked
package tocsin.local.template;

import org.jspecify.annotations.NullMarked;
