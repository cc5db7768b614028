package io.kuma.resource.virtualoutbound;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names for services, as on the wire (contract section 3.2). */
@Doc("Host names and ports under which services can be reached, made of their tags.")
@Kind(path = "virtual-outbounds", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE)
public record VirtualOutbound(
    @Doc("The inbounds that get a name.") List<Selector> selectors,
    @Doc("How names are made.") @Nullable Conf conf)
    implements LegacyPolicy.OfProxies {

  public VirtualOutbound {
    selectors = List.copyOf(selectors);
  }

  /** How names are made. */
  public record Conf(
      @Doc("A Go template of the host name, such as {{.service}}.mesh.") String host,
      @Doc("A Go template of the port.") String port,
      @Doc("What the templates can use.") List<Parameter> parameters) {
    public Conf {
      parameters = List.copyOf(parameters);
    }
  }

  /** A tag under the name that templates know it by. */
  public record Parameter(
      @Doc("The name in the templates.") String name,
      @Doc("The tag; the one that is called like the parameter if empty.") @JsonProperty("tagKey")
          String tag) {
    /** The tag's name, which may be said by {@link #name} alone. */
    public String effectiveTag() {
      return tag.isEmpty() ? name : tag;
    }
  }
}
