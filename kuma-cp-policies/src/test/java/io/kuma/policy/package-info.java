/** What all policies are tested with. */
@NullMarked
package io.kuma.policy;

import org.jspecify.annotations.NullMarked;
