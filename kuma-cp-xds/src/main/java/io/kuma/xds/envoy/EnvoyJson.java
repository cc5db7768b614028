package io.kuma.xds.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.rbac.v3.Action;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.trace.v3.DatadogConfig;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.envoyproxy.envoy.extensions.common.matching.v3.ExtensionWithMatcher;
import io.envoyproxy.envoy.extensions.filters.common.matcher.action.v3.SkipFilter;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.listener.http_inspector.v3.HttpInspector;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.filters.udp.dns_filter.v3.DnsFilterConfig;
import io.envoyproxy.envoy.extensions.matching.common_inputs.network.v3.ServerNameInput;
import io.envoyproxy.envoy.extensions.matching.common_inputs.ssl.v3.UriSanInput;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.service.runtime.v3.Runtime;
import java.util.List;

/**
 * Envoy's messages as JSON for people: with what stands inside of every Any. Knows the messages
 * that this control plane makes; thread-safe.
 */
public final class EnvoyJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** One message of each file that stands in an Any; all others of the file come with it. */
  private static final List<Descriptor> IN_ANY =
      List.of(
          Action.getDescriptor(),
          Cluster.getDescriptor(),
          ClusterLoadAssignment.getDescriptor(),
          DatadogConfig.getDescriptor(),
          DnsFilterConfig.getDescriptor(),
          DownstreamTlsContext.getDescriptor(),
          ExpressionFilter.getDescriptor(),
          ExtensionWithMatcher.getDescriptor(),
          FileAccessLog.getDescriptor(),
          HTTPFault.getDescriptor(),
          HttpConnectionManager.getDescriptor(),
          HttpInspector.getDescriptor(),
          HttpProtocolOptions.getDescriptor(),
          Listener.getDescriptor(),
          OpenTelemetryConfig.getDescriptor(),
          RouteConfiguration.getDescriptor(),
          Router.getDescriptor(),
          Runtime.getDescriptor(),
          Secret.getDescriptor(),
          ServerNameInput.getDescriptor(),
          SkipFilter.getDescriptor(),
          TcpProxy.getDescriptor(),
          TlsInspector.getDescriptor(),
          UpstreamTlsContext.getDescriptor(),
          UriSanInput.getDescriptor(),
          ZipkinConfig.getDescriptor(),
          io.envoyproxy.envoy.extensions.filters.http.grpc_stats.v3.FilterConfig.getDescriptor(),
          io.envoyproxy.envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
              .getDescriptor(),
          io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.getDescriptor(),
          io.envoyproxy.envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit
              .getDescriptor(),
          io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC.getDescriptor());

  private final JsonFormat.Printer printer =
      JsonFormat.printer()
          .usingTypeRegistry(
              JsonFormat.TypeRegistry.newBuilder()
                  .add(NewerMessages.descriptors())
                  .add(IN_ANY)
                  .build());

  /** The message as a tree; an Any shows its {@code @type} and the fields inside. */
  public JsonNode toTree(MessageOrBuilder message) {
    try {
      return MAPPER.readTree(printer.print(message));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + e.getMessage(), e);
    }
  }
}
