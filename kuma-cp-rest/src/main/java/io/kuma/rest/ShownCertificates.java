package io.kuma.rest;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.handlers.security.SSLInformationAssociationHandler;
import jakarta.servlet.ServletContext;

/**
 * Lets WildFly tell which certificates callers have shown. The servlet specification wants that of
 * all servers; WildFly does it only for applications with a security domain, which this is not.
 */
public class ShownCertificates implements ServletExtension {
  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    deployment.addInnerHandlerChainWrapper(SSLInformationAssociationHandler::new);
  }
}
