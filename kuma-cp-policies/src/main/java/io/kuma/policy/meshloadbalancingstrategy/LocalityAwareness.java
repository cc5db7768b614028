package io.kuma.policy.meshloadbalancingstrategy;

import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which instances are preferred by where they are. */
public record LocalityAwareness(
    @Doc("Prefers none: all instances in all zones are equally good.") @Nullable Boolean disabled,
    @Doc("Among the instances of the proxy's own zone.") @Nullable LocalZone localZone,
    @Doc("Among those of other zones.") @Nullable CrossZone crossZone) {

  /** What is preferred within the proxy's own zone. */
  public record LocalZone(
      @Doc("Tags whose value an instance should share with the proxy, the most important first.")
          @Nullable List<AffinityTag> affinityTags) {
    public LocalZone {
      affinityTags = affinityTags == null ? null : List.copyOf(affinityTags);
    }
  }

  /** A tag whose value should be shared. */
  public record AffinityTag(
      @Doc("The tag's name.") String key,
      @Doc(
              "How much of the traffic instances get that share it, relative to the other tags. By"
                  + " default each tag gets nine tenths of what those before it have left.")
          @Nullable Integer weight) {}

  /** When and where traffic leaves the proxy's own zone. */
  public record CrossZone(
      @Doc("Where it goes, in the order in which zones are tried; nowhere else.")
          @Nullable List<Failover> failover,
      @Doc("How few instances have to be left of the zones before.")
          @Nullable FailoverThreshold failoverThreshold) {
    public CrossZone {
      failover = failover == null ? null : List.copyOf(failover);
    }
  }

  /** When instances of the next zones are used as well. */
  public record FailoverThreshold(
      @Doc(
              "How many of a hundred instances have to be healthy for traffic to stay; a whole"
                  + " number, or a decimal in quotes.")
          IntOrString percentage) {}

  /** Where traffic of some zones goes. */
  public record Failover(
      @Doc("The zones it comes from; all of them if absent.") @Nullable FromZones from,
      @Doc("The zones it goes to.") ToZones to) {}

  /** Zones that traffic comes from. */
  public record FromZones(@Doc("The zones' names.") List<String> zones) {
    public FromZones {
      zones = List.copyOf(zones);
    }
  }

  /** Zones that traffic goes to. */
  public record ToZones(
      @Doc("How the names are meant.") ToZoneType type,
      @Doc("The zones' names, where the type needs them.") @Nullable List<String> zones) {
    public ToZones {
      zones = zones == null ? null : List.copyOf(zones);
    }
  }

  /** Which zones a list of names means. */
  public enum ToZoneType {
    /** None: traffic stays where it is. */
    None,
    /** Those that are listed. */
    Only,
    /** All of them, without a list. */
    Any,
    /** All but those that are listed. */
    AnyExcept
  }
}
