package io.kuma.policy.meshtimeout;

import io.kuma.policy.PolicyContract;

final class MeshTimeoutTest extends PolicyContract {}
