@NullMarked
package tocsin.local.chat;

import org.jspecify.annotations.NullMarked;
