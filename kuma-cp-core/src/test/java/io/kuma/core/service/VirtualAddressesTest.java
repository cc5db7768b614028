package io.kuma.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VirtualAddressesTest {
  private final VirtualAddresses pool = new VirtualAddresses("241.0.0.0/8");

  @Test
  void theLowestFreeAddressIsNext() {
    Map<String, Optional<String>> current = new LinkedHashMap<>();
    current.put("new", Optional.empty());
    current.put("old", Optional.of("241.0.0.1"));
    current.put("newer", Optional.empty());

    assertThat(pool.assign(current))
        .containsExactly(
            Map.entry("new", "241.0.0.2"),
            Map.entry("old", "241.0.0.1"),
            Map.entry("newer", "241.0.0.3"));
  }

  @Test
  void whoHasAnAddressKeepsItWhateverBecomesOfOthers() {
    assertThat(pool.assign(Map.of("b", Optional.of("241.0.0.7"))))
        .containsExactly(Map.entry("b", "241.0.0.7"));
  }

  @Test
  void addressesOfOtherPoolsAndDoublesAreReplaced() {
    Map<String, Optional<String>> current = new LinkedHashMap<>();
    current.put("a", Optional.of("241.0.0.1"));
    current.put("b", Optional.of("241.0.0.1"));
    current.put("c", Optional.of("10.0.0.1"));
    current.put("d", Optional.of("nonsense"));

    assertThat(pool.assign(current))
        .containsExactly(
            Map.entry("a", "241.0.0.1"),
            Map.entry("b", "241.0.0.2"),
            Map.entry("c", "241.0.0.3"),
            Map.entry("d", "241.0.0.4"));
  }

  @Test
  void networkAndBroadcastAddressesAreNotForHosts() {
    VirtualAddresses two = new VirtualAddresses("192.0.2.9/30");
    Map<String, Optional<String>> current = new LinkedHashMap<>();
    current.put("a", Optional.empty());
    current.put("b", Optional.of("192.0.2.11"));

    assertThat(two.assign(current))
        .containsExactly(Map.entry("a", "192.0.2.9"), Map.entry("b", "192.0.2.10"));
    current.put("c", Optional.empty());
    assertThatThrownBy(() -> two.assign(current))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("taken");
  }

  @Test
  void whatIsNoNetworkIsRefused() {
    assertThatThrownBy(() -> new VirtualAddresses("241.0.0.0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VirtualAddresses("241.0.0.0/31"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VirtualAddresses("300.0.0.0/8"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
