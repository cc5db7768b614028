package io.kuma.policy.meshproxypatch;

import io.kuma.policy.PolicyContract;

final class MeshProxyPatchTest extends PolicyContract {}
