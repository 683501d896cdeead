/** Who is on call when: rotas, what goes before them, and the ladder that a page climbs. All of it is pure. */
@NullMarked
package tocsin.oncall;

import org.jspecify.annotations.NullMarked;
