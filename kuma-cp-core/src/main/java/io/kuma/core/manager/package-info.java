/**
 * What every write passes through, whatever edge it came from: the meaning check, the mesh's
 * existence, ownership and what a type's {@link io.kuma.core.manager.ResourceRules} ask for, in one
 * transaction. The manager itself knows no type. Which types may be written at all in this kind of
 * control plane, and which labels it adds, is data here too.
 */
@NullMarked
package io.kuma.core.manager;

import org.jspecify.annotations.NullMarked;
