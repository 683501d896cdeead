/** Stand-ins of the chats and of what rings besides PagerDuty: what they take, refuse, keep and show. */
@NullMarked
package tocsin.local.chat;

import org.jspecify.annotations.NullMarked;
