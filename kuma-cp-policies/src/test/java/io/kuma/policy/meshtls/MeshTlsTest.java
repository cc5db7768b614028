package io.kuma.policy.meshtls;

import io.kuma.policy.PolicyContract;

final class MeshTlsTest extends PolicyContract {}
