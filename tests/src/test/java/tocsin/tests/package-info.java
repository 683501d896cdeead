/** What crosses functions: stories, faults, wire. */
@NullMarked
package tocsin.tests;

import org.jspecify.annotations.NullMarked;
