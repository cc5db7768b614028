package io.kuma.policy.meshratelimit;

import io.kuma.policy.PolicyContract;

final class MeshRateLimitTest extends PolicyContract {}
