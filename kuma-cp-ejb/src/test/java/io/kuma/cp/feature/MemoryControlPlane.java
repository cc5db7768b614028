package io.kuma.cp.feature;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.Leadership;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.core.token.DataplaneClaims;
import io.kuma.cp.boot.CpSettings;
import io.kuma.cp.boot.KumaControlPlane;
import io.kuma.cp.trace.WriteTraces;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** All that the server's beans start, as it is when it is set like this, over a store in memory. */
final class MemoryControlPlane implements AutoCloseable {
  final KumaControlPlane controlPlane;
  private final int port = FreePorts.next();

  MemoryControlPlane(Path workDir, Function<String, WriteTraces> traces) {
    Map<String, String> environment =
        Map.of(
            "KUMA_STORE_TYPE", "memory",
            "KUMA_GENERAL_WORK_DIR", workDir.toString(),
            "KUMA_DP_SERVER_PORT", Integer.toString(port),
            "KUMA_DIAGNOSTICS_SERVER_PORT", "0",
            "KUMA_MONITORING_ASSIGNMENT_SERVER_ENABLED", "false");
    Clock clock = Clock.systemUTC();
    Changes changes = new Changes();
    MemoryResourceStore store = new MemoryResourceStore(clock, changes);
    controlPlane =
        new KumaControlPlane(
            CpSettings.read(name -> Optional.ofNullable(environment.get(name))),
            new KumaControlPlane.Server(
                store, store::required, changes, Thread::new, Leadership.ALONE, traces),
            KumaControlPlane.newCodec(),
            clock,
            new SecureRandom());
    controlPlane.start();
    Wait.until("it is ready", controlPlane::isServing);
  }

  /** A proxy that holds its clusters, and has its listeners on the way. */
  AdsClient connect(String name) {
    String dataplane =
        """
        {"type":"Dataplane","mesh":"default","name":"%s","networking":{"address":"192.0.2.1",
         "inbound":[{"port":80,"tags":{"kuma.io/service":"web"}}]}}"""
            .formatted(name);
    String token =
        controlPlane
            .tokens()
            .issue(
                new DataplaneClaims("", "default", new TreeMap<>(), "", ""), Duration.ofHours(1));
    AdsClient proxy = new AdsClient(port, "default", name, dataplane, token);
    proxy.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
    proxy.subscribe(XdsType.LISTENER);
    return proxy;
  }

  @Override
  public void close() {
    controlPlane.close();
  }
}
