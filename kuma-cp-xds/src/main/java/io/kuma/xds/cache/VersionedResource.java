package io.kuma.xds.cache;

import com.google.protobuf.Any;
import java.util.function.Supplier;

/**
 * A resource as it goes over the wire: its bytes, encoded once and shared by all proxies that get
 * it.
 *
 * @param name Envoy's name for it
 * @param version a hash of its content; of a secret, of what the secret proves (see {@code
 *     docs/decisions}), so that a restarted control plane need not issue a certificate that the
 *     proxy still holds
 * @param body the packed message; asked for only when it is really sent
 */
public record VersionedResource(String name, String version, Supplier<Any> body) {}
