/** Where resources are kept: five methods, one contract suite, any number of stores. */
@NullMarked
package io.kuma.core.store;

import org.jspecify.annotations.NullMarked;
