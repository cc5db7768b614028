package io.kuma.model;

import java.util.List;

/**
 * A spec that changes what proxies do, of the kind that came before {@link Policy}: it selects by
 * tags, the most specific one wins, and confs are not merged (contract sections 3.2 and 10.6).
 */
public interface LegacyPolicy extends Spec {

  /** A policy about connections: who opens them, and to what. */
  interface OfConnections extends LegacyPolicy {
    /** Who opens them; any of the selectors suffices. */
    List<Selector> sources();

    /** What they lead to; any of the selectors suffices. */
    List<Selector> destinations();
  }

  /** Holds for the inbound that connections arrive at. */
  interface OfInbounds extends OfConnections {}

  /** Holds for an inbound too, where all policies that apply have a say, each about its clients. */
  interface OfClients extends OfInbounds {}

  /** Holds for the outbound that connections leave by. */
  interface OfOutbounds extends OfConnections {}

  /** Holds for connections to a service, whichever outbound they come from. */
  interface OfServices extends OfConnections {

    /** Whether it is also about connections to what is not part of the mesh. */
    default boolean coversPassthrough() {
      return false;
    }
  }

  /** A policy about whole proxies. */
  interface OfProxies extends LegacyPolicy {
    /** The proxies; any of the selectors suffices. */
    List<Selector> selectors();
  }
}
