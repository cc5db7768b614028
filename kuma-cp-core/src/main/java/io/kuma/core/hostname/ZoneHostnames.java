package io.kuma.core.hostname;

import io.kuma.core.hostname.GeneratedName.Named;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.Destination;
import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In which zones a destination has which host names (contract section 2.8): what {@code
 * …/_hostnames} tells.
 */
public final class ZoneHostnames {
  private static final String GLOBAL = Mode.GLOBAL.wireName();
  private static final String ZONE = Mode.ZONE.wireName();

  private ZoneHostnames() {}

  /**
   * The names, and for each the zones that it is given in. A generator whose template cannot be
   * rendered gives none.
   *
   * @param mode a zone sees its own labels; a global control plane has to take the place of the
   *     zones, in which what comes from elsewhere counts as global
   */
  public static SortedMap<String, SortedSet<String>> of(
      Collection<Resource<HostnameGenerator>> generators,
      Resource<? extends Destination> destination,
      Mode mode) {
    SortedMap<String, SortedSet<String>> names = new TreeMap<>();
    String zone = zone(destination.meta());
    for (Resource<HostnameGenerator> generator : generators) {
      Resource<? extends Destination> seen =
          switch (mode) {
            case ZONE -> destination;
            case GLOBAL -> seenInZones(destination, generator.meta());
          };
      GeneratedName.of(generator.spec(), seen, zone)
          .ifPresent(
              name -> {
                if (name instanceof Named named) {
                  names.computeIfAbsent(named.hostname(), none -> new TreeSet<>()).add(zone);
                }
              });
    }
    return Collections.unmodifiableSortedMap(names);
  }

  /** A generator of the destination's own zone sees it as local, every other one as global. */
  private static Resource<? extends Destination> seenInZones(
      Resource<? extends Destination> destination, Meta generator) {
    boolean local =
        ZONE.equals(generator.labels().get(Labels.ORIGIN))
            && zone(generator).equals(zone(destination.meta()));
    Map<String, String> labels = new TreeMap<>(destination.meta().labels());
    labels.put(Labels.ORIGIN, local ? ZONE : GLOBAL);
    return destination.withMeta(destination.meta().withLabels(labels));
  }

  /** What was synchronised without a label begins with the name of its zone. */
  private static String zone(Meta meta) {
    String zone = meta.labels().getOrDefault(Labels.ZONE, "");
    return zone.isEmpty() ? meta.name().split("\\.", -1)[0] : zone;
  }
}
