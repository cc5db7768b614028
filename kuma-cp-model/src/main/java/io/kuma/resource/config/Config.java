package io.kuma.resource.config;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;

/** A text that control planes of one store share; no server shows it (contract section 3.1). */
@Doc("A text that control planes keep for themselves.")
@Kind(
    scope = Scope.GLOBAL,
    shape = Shape.FLAT,
    sync = {Sync.GLOBAL_TO_ZONE, Sync.PROVIDED_BY_ZONE},
    internal = true,
    keepsName = true)
public record Config(@Doc("The text.") String config) implements Spec {}
