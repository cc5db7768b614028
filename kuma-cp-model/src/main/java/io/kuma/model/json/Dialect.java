package io.kuma.model.json;

/** The two ways in which a record becomes JSON; see {@link ResourceCodec}. */
enum Dialect {
  /** proto3 JSON. */
  FLAT,
  /** Plain JSON with durations as in Go. */
  SPEC
}
