package io.kuma.policy.meshretry;

import io.kuma.policy.PolicyContract;

final class MeshRetryTest extends PolicyContract {}
