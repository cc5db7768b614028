package io.kuma.policy.meshtcproute;

import io.kuma.policy.PolicyContract;

final class MeshTcpRouteTest extends PolicyContract {}
