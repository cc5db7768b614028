package io.kuma.policy.meshhttproute;

import io.kuma.policy.PolicyContract;

final class MeshHttpRouteTest extends PolicyContract {}
