package io.kuma.rest;

import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.audit.AuditLog;
import io.kuma.core.delivery.Deliveries;
import io.kuma.core.inspect.Inspection;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Installation;
import io.kuma.core.manager.LabelRules;
import io.kuma.core.manager.WriteRules;
import io.kuma.core.metric.RequestTimes;
import io.kuma.core.rehearsal.Rehearsal;
import io.kuma.core.role.GuardedResources;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.core.token.UserTokens;
import io.kuma.core.token.ZoneTokens;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts the API at the root of the server. The only place of this module that knows the container:
 * it asks for the control plane's own objects and makes the endpoints from them, as tests do.
 */
@ApplicationPath("/")
public class RestApplication extends Application {

  /** What the endpoints work with. */
  record Parts(
      GuardedResources resources,
      ResourceTypes types,
      ResourceCodec codec,
      ControlPlane controlPlane,
      Installation installation,
      LabelRules labels,
      WriteRules writeRules,
      Inspection inspection,
      Rehearsal.Stage rehearsals,
      Deliveries deliveries,
      EnvoyAdmin envoyAdmin,
      TokensEndpoint.Issuers tokens,
      AuditLog audit,
      RequestTimes times) {}

  @Override
  @SuppressWarnings("deprecation") // Endpoints are objects with parameters, and know no container.
  public Set<Object> getSingletons() {
    return new LinkedHashSet<>(
        components(
            new Parts(
                find(GuardedResources.class),
                find(ResourceTypes.class),
                find(ResourceCodec.class),
                find(ControlPlane.class),
                find(Installation.class),
                find(LabelRules.class),
                find(WriteRules.class),
                find(Inspection.class),
                find(Rehearsal.Stage.class),
                find(Deliveries.class),
                find(EnvoyAdmin.class),
                new TokensEndpoint.Issuers(
                    find(DataplaneTokens.class), find(ZoneTokens.class), find(UserTokens.class)),
                find(AuditLog.class),
                find(RequestTimes.class))));
  }

  /** Every endpoint and provider. */
  static List<Object> components(Parts parts) {
    Audit audit = new Audit(parts.audit(), parts.codec());
    Access access = new Access(parts.installation(), parts.tokens().users(), audit);
    Desk desk = new Desk(parts.resources(), access, audit, parts.codec(), parts.installation());
    ResourceWrites.Rules rules =
        new ResourceWrites.Rules(
            new ResourceBody(parts.codec(), parts.labels(), parts.controlPlane()),
            parts.labels(),
            parts.writeRules());
    return List.of(
        new ResourceEndpoint(
            parts.types(),
            desk,
            rules,
            new DryRun(parts.rehearsals(), parts.inspection().computed()),
            audit,
            new Audit(AuditLog.NONE, parts.codec())),
        new OverviewEndpoint(new Overviews(parts.types(), parts.codec()), desk),
        new MatchedProxiesEndpoint(desk, parts.types()),
        new InspectEndpoint(parts.inspection(), desk, parts.types(), parts.controlPlane(), access),
        new ImpactEndpoint(parts.deliveries(), desk, parts.types()),
        new AttachmentEndpoint(parts.inspection().attachments(), desk, parts.types()),
        new EnvoyAdminEndpoint(parts.envoyAdmin(), desk, parts.types(), access),
        new ServiceInsightEndpoint(desk, parts.types(), parts.codec()),
        new GlobalInsightEndpoint(desk, parts.types(), parts.codec(), Clock.systemUTC()),
        new KriEndpoint(desk, parts.types(), parts.codec(), parts.controlPlane()),
        new HostnamesEndpoint(desk, parts.types(), parts.controlPlane()),
        new CatalogueEndpoint(parts.types()),
        new IndexEndpoint(parts.installation(), access),
        new TokensEndpoint(parts.tokens(), parts.codec(), access, desk, audit),
        new RequestMeter(parts.times(), parts.types()),
        new Cors(parts.installation().corsOrigins()),
        new Authentication(access),
        new RequestGuard(parts.installation().maxBodyBytes()),
        new ProblemMapper(),
        new TreeWriter(parts.codec()));
  }

  private static <T> T find(Class<T> type) {
    return CDI.current().select(type).get();
  }
}
