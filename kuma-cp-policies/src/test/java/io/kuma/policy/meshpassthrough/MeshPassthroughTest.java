package io.kuma.policy.meshpassthrough;

import io.kuma.policy.PolicyContract;

final class MeshPassthroughTest extends PolicyContract {}
