package io.kuma.resource.meshzoneaddress;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;

/** Where other zones reach a mesh in this zone (contract section 3.3). */
@Doc("Where other zones reach the proxies of a mesh in this zone.")
@Kind(
    shortName = "mza",
    sync = {Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES})
public record MeshZoneAddress(
    @Doc("An IP address or a host name that other zones reach.") @Limits(minLength = 1)
        String address,
    @Doc("The port.") @Limits(minimum = 1, maximum = 65535) int port)
    implements Spec {}
