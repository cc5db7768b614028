package io.kuma.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Hands a part of a resource over to something that this control plane does not know. */
@Doc("Settings of an extension of the control plane.")
public record Extension(
    @Doc("Names the extension.") String type,
    @Doc("What the extension is told.") @Nullable JsonNode config) {}
