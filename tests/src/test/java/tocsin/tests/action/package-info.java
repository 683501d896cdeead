/** Actions, on the cloud as it is pretended here. */
@NullMarked
package tocsin.tests.action;

import org.jspecify.annotations.NullMarked;
