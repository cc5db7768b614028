package io.kuma.cp.boot;

import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.audit.AuditLog;
import io.kuma.core.audit.LoggedAudit;
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
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;

/**
 * Hands the control plane's own objects to whoever injects them: REST gets these, not proxies of
 * beans.
 */
@Dependent
@SuppressWarnings("NullAway.Init") // The container fills the field before it calls.
public class ControlPlaneObjects {
  @Inject private ControlPlaneBean bean;

  @Produces
  GuardedResources resources() {
    return bean.controlPlane().resources();
  }

  @Produces
  ResourceTypes types() {
    return bean.controlPlane().types();
  }

  @Produces
  ResourceCodec codec() {
    return bean.controlPlane().codec();
  }

  @Produces
  ControlPlane identity() {
    return bean.controlPlane().identity();
  }

  @Produces
  LabelRules labelRules() {
    return new LabelRules(bean.controlPlane().identity());
  }

  @Produces
  WriteRules writeRules() {
    return new WriteRules(bean.controlPlane().identity(), bean.settings().apiServer().readOnly());
  }

  @Produces
  Inspection inspection() {
    return bean.controlPlane().inspection();
  }

  @Produces
  Rehearsal.Stage rehearsals() {
    return bean.controlPlane().rehearsals();
  }

  @Produces
  Deliveries deliveries() {
    return bean.controlPlane().deliveries();
  }

  @Produces
  EnvoyAdmin envoyAdmin() {
    return bean.controlPlane().envoyAdmin();
  }

  @Produces
  DataplaneTokens tokens() {
    return bean.controlPlane().tokens();
  }

  @Produces
  ZoneTokens zoneTokens() {
    return bean.controlPlane().zoneTokens();
  }

  @Produces
  UserTokens userTokens() {
    return bean.controlPlane().userTokens();
  }

  @Produces
  AuditLog auditLog() {
    return new LoggedAudit(Clock.systemUTC(), bean.controlPlane().installation().instanceId());
  }

  @Produces
  RequestTimes requestTimes() {
    return bean.controlPlane().requestTimes();
  }

  @Produces
  Installation installation() {
    return bean.controlPlane().installation();
  }
}
