/** How fast a function starts, under AWS's own emulator, beside the same job written otherwise. */
@org.jspecify.annotations.NullMarked
package tocsin.tests.bench.coldstart;
