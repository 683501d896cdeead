/** DynamoDB in this process, and the stream of what changes in it. */
@NullMarked
package tocsin.local.stream;

import org.jspecify.annotations.NullMarked;
