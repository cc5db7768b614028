package io.kuma.policy.proxytemplate;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes of Envoy's configuration by tags, as on the wire (contract section 3.2). */
@Doc("What users add to the configuration of proxies, and change in it.")
@Kind(shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record ProxyTemplate(
    @Doc("The proxies.") List<Selector> selectors,
    @Doc("Additions and changes.") @Nullable Conf conf)
    implements LegacyPolicy.OfProxies {

  public ProxyTemplate {
    selectors = List.copyOf(selectors);
  }

  /** Additions and changes. */
  public record Conf(
      @Doc("Profiles of resources that the control plane makes.") List<String> imports,
      @Doc("Resources that are added.") List<RawResource> resources,
      @Doc("Changes of what is there, in this order.") List<Modifications> modifications) {
    public Conf {
      imports = List.copyOf(imports);
      resources = List.copyOf(resources);
      modifications = List.copyOf(modifications);
    }
  }

  /** A resource that is added. */
  public record RawResource(
      @Doc("Its name.") String name,
      @Doc("Its version.") String version,
      @Doc("The resource in YAML, with its @type.") String resource) {}

  /** A change of one of these kinds of resources. */
  public record Modifications(
      @Doc("Of clusters.") @Nullable ClusterChange cluster,
      @Doc("Of listeners.") @Nullable ListenerChange listener,
      @Doc("Of filters of connections.") @Nullable FilterChange networkFilter,
      @Doc("Of filters of requests.") @Nullable FilterChange httpFilter,
      @Doc("Of virtual hosts.") @Nullable VirtualHostChange virtualHost) {}

  /** A change of clusters. */
  public record ClusterChange(
      @Doc("Which of them; all if it is not said.") @Nullable ClusterMatch match,
      @Doc("add, patch or remove.") String operation,
      @Doc("The cluster, or a part of it, in YAML.") String value) {}

  /** Which clusters. */
  public record ClusterMatch(
      @Doc("Whether they belong to inbounds, outbounds …") String origin,
      @Doc("Their name.") String name) {}

  /** A change of listeners. */
  public record ListenerChange(
      @Doc("Which of them; all if it is not said.") @Nullable ListenerMatch match,
      @Doc("add, patch or remove.") String operation,
      @Doc("The listener, or a part of it, in YAML.") String value) {}

  /** Which listeners. */
  public record ListenerMatch(
      @Doc("Whether they belong to inbounds, outbounds …") String origin,
      @Doc("Their name.") String name,
      @Doc("Tags of their inbound or outbound.") Map<String, String> tags) {
    public ListenerMatch {
      tags = sorted(tags);
    }
  }

  /** A change of filters. */
  public record FilterChange(
      @Doc("Which of them; all if it is not said.") @Nullable FilterMatch match,
      @Doc("addFirst, addLast, addBefore, addAfter, patch or remove.") String operation,
      @Doc("The filter, or a part of it, in YAML.") String value) {}

  /** Which filters. */
  public record FilterMatch(
      @Doc("Whether they belong to inbounds, outbounds …") String origin,
      @Doc("Their name.") String name,
      @Doc("The name of their listener.") String listenerName,
      @Doc("Tags of the inbound or outbound of their listener.") Map<String, String> listenerTags) {
    public FilterMatch {
      listenerTags = sorted(listenerTags);
    }
  }

  /** A change of virtual hosts. */
  public record VirtualHostChange(
      @Doc("Which of them; all if it is not said.") @Nullable VirtualHostMatch match,
      @Doc("add, patch or remove.") String operation,
      @Doc("The virtual host, or a part of it, in YAML.") String value) {}

  /** Which virtual hosts. */
  public record VirtualHostMatch(
      @Doc("Whether they belong to inbounds, outbounds …") String origin,
      @Doc("Their name.") String name,
      @Doc("The name of their route configuration.") String routeConfigurationName) {}

  private static Map<String, String> sorted(Map<String, String> tags) {
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
