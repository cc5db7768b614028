package io.kuma.core.hostname;

import io.kuma.core.hostname.GeneratedName.Failed;
import io.kuma.core.hostname.GeneratedName.Named;
import io.kuma.model.Destination;
import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.hostnamegenerator.Address;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGeneratorStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a destination's status that is about host names.
 *
 * @param addresses the names that it has, by the names of the generators that gave them
 * @param generators what came of each generator that selects it, by name
 */
public record DestinationNames(List<Address> addresses, List<HostnameGeneratorStatus> generators) {

  /** No generator selects it. */
  public static final DestinationNames NONE = new DestinationNames(List.of(), List.of());

  private static final Comparator<Meta> BY_AGE =
      Comparator.comparing(Meta::created).thenComparing(Meta::name);

  /** What comes from a zone counts for more than what comes from elsewhere. */
  private static final Comparator<Meta> ZONE_FIRST =
      Comparator.comparing((Meta meta) -> !"zone".equals(meta.labels().get(Labels.ORIGIN)))
          .thenComparing(BY_AGE);

  public DestinationNames {
    addresses = List.copyOf(addresses);
    generators = List.copyOf(generators);
  }

  /**
   * Gives names to all destinations of one type. Within a mesh the first who gets a name keeps it:
   * generators are asked one after the other, those of the zone first and then the oldest, each for
   * all destinations, the oldest first.
   *
   * @param localZone the zone of destinations that name none
   * @return the names of each destination, {@link #NONE} included
   */
  public static Map<ResourceKey, DestinationNames> assign(
      Collection<Resource<HostnameGenerator>> generators,
      Collection<? extends Resource<? extends Destination>> destinations,
      String localZone) {
    List<Resource<? extends Destination>> oldestFirst = new ArrayList<>(destinations);
    oldestFirst.sort(Comparator.comparing(Resource::meta, BY_AGE));
    Map<ResourceKey, List<Result>> results = new LinkedHashMap<>();
    oldestFirst.forEach(destination -> results.put(destination.key(), new ArrayList<>()));
    Map<MeshHostname, ResourceKey> taken = new HashMap<>();
    List<Resource<HostnameGenerator>> inOrder = new ArrayList<>(generators);
    inOrder.sort(Comparator.comparing(Resource::meta, ZONE_FIRST));
    for (Resource<HostnameGenerator> generator : inOrder) {
      for (Resource<? extends Destination> destination : oldestFirst) {
        GeneratedName.of(generator.spec(), destination, localZone)
            .map(name -> result(generator.name(), name, destination.key(), taken))
            .ifPresent(
                result ->
                    results
                        .computeIfAbsent(destination.key(), none -> new ArrayList<>())
                        .add(result));
      }
    }
    Map<ResourceKey, DestinationNames> names = new LinkedHashMap<>();
    results.forEach((key, ofOne) -> names.put(key, of(ofOne)));
    return names;
  }

  /** A name counts within its mesh only. */
  private record MeshHostname(String mesh, String hostname) {}

  private record Result(String generator, List<Address> address, HostnameGeneratorStatus status) {}

  private static Result result(
      String generator,
      GeneratedName name,
      ResourceKey destination,
      Map<MeshHostname, ResourceKey> taken) {
    if (name instanceof Failed failed) {
      return new Result(
          generator,
          List.of(),
          HostnameGeneratorStatus.failed(
              generator, HostnameGeneratorStatus.TEMPLATE_ERROR, failed.message()));
    }
    String hostname = ((Named) name).hostname();
    ResourceKey owner =
        taken.computeIfAbsent(new MeshHostname(destination.mesh(), hostname), free -> destination);
    if (!owner.equals(destination)) {
      // The contract names the one who does not get it.
      return new Result(
          generator,
          List.of(),
          HostnameGeneratorStatus.failed(
              generator,
              HostnameGeneratorStatus.COLLISION,
              "Hostname collision with " + destination.type() + ": " + destination.name()));
    }
    return new Result(
        generator,
        List.of(Address.generated(hostname, generator)),
        HostnameGeneratorStatus.generated(generator));
  }

  private static DestinationNames of(List<Result> results) {
    List<Result> byName = results.stream().sorted(Comparator.comparing(Result::generator)).toList();
    return new DestinationNames(
        byName.stream().flatMap(result -> result.address().stream()).toList(),
        byName.stream().map(Result::status).toList());
  }
}
