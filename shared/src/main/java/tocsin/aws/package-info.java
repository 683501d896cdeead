/** The ports on AWS: the one place that knows the SDK. One call of a port is one request; nothing is tried again. */
@NullMarked
package tocsin.aws;

import org.jspecify.annotations.NullMarked;
