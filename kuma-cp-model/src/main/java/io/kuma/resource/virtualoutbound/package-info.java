/** Names and ports that services get in addition, made of their tags by templates. */
@NullMarked
package io.kuma.resource.virtualoutbound;

import org.jspecify.annotations.NullMarked;
