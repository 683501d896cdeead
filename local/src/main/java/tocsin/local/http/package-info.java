/** API Gateway's HTTP API on this machine: its routes, its events, and who may call. */
@NullMarked
package tocsin.local.http;

import org.jspecify.annotations.NullMarked;
