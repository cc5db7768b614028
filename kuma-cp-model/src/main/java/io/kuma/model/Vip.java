package io.kuma.model;

import org.jspecify.annotations.Nullable;

/** An address that stands for a destination inside its mesh; no machine has it. */
@Doc("A virtual address of the destination.")
public record Vip(@Doc("The IP address.") @Nullable String ip) {}
