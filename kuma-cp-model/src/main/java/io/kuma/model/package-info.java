/**
 * What a resource is, told once: its identity ({@link io.kuma.model.ResourceKey}), its metadata
 * ({@link io.kuma.model.Meta}), what its owner wants ({@link io.kuma.model.Spec}) and how its type
 * behaves ({@link io.kuma.model.ResourceType}). Everything here is immutable data without I/O;
 * REST, storage, Kubernetes and synchronisation are derived from these definitions.
 */
@NullMarked
package io.kuma.model;

import org.jspecify.annotations.NullMarked;
