package io.kuma.model;

/** What a {@link TargetRef} can point at; constants are spelled as on the wire. */
public enum TargetRefKind {
  Mesh,
  MeshSubset,
  MeshGateway,
  MeshService,
  MeshExternalService,
  MeshMultiZoneService,
  MeshServiceSubset,
  MeshHTTPRoute,
  Dataplane
}
