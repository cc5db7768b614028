package io.kuma.model;

/**
 * What the owner of a resource asks for. Implemented by one record for each type; the record
 * mirrors the wire format, {@code @Nullable} on a component means that the field is optional.
 */
public interface Spec {}
