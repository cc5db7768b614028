package io.kuma.policy.meshtrace;

import io.kuma.policy.PolicyContract;

final class MeshTraceTest extends PolicyContract {}
