/** What template.yaml promises, read from the file itself; and that it passes the checks of others. */
@NullMarked
package tocsin.tests.template;

import org.jspecify.annotations.NullMarked;
