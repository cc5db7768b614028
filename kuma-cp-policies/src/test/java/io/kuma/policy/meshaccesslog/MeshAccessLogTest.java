package io.kuma.policy.meshaccesslog;

import io.kuma.policy.PolicyContract;

final class MeshAccessLogTest extends PolicyContract {}
