/** What is measured with the functions in one JVM: {@code ./tocsin bench storm}. */
@org.jspecify.annotations.NullMarked
package tocsin.tests.bench;
