package io.kuma.model;

import java.util.List;

/**
 * A spec that traffic can be sent to. It has host names, which HostnameGenerators give it, and a
 * server name ({@link Sni}) for each of its ports.
 */
public interface Destination extends Spec {

  /** Its ports, in their order. */
  List<Section> sections();

  /**
   * A port, and how it is referred to.
   *
   * @param name its name or, without one, its number
   */
  record Section(int port, String name) {}
}
