package io.kuma.model;

/**
 * How resources of a type travel between control planes and who may write them (contract section
 * 3).
 */
public enum Sync {
  /** Written on the global control plane and sent to every zone. */
  GLOBAL_TO_ZONE,
  /** Written in a zone and reported to the global control plane. */
  ZONE_TO_GLOBAL,
  /** Reported by one zone and sent on to the others. */
  ACROSS_ZONES,
  /** Writable on the global control plane although it does not travel. */
  PROVIDED_BY_GLOBAL,
  /** Writable in a zone although it does not travel. */
  PROVIDED_BY_ZONE
}
