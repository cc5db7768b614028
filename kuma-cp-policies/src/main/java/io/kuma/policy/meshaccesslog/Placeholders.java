package io.kuma.policy.meshaccesslog;

import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.ProxyModel;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Envoy does not know, or knows by another name: placeholders of formats that the control
 * plane replaces. All others are Envoy's to replace.
 */
record Placeholders(Map<String, String> values) {
  /** Who calls is not known before they do. */
  private static final String UNKNOWN = "unknown";

  private static final String OUTSIDE = "external";

  private static final Pattern PLACEHOLDER = Pattern.compile("%(KUMA_[A-Z_]+)%");

  Placeholders {
    values = Map.copyOf(values);
  }

  static Placeholders inbound(ProxyModel proxy) {
    return of(proxy, UNKNOWN, proxy.service(), "INBOUND");
  }

  static Placeholders outbound(ProxyModel proxy, Outbound outbound) {
    return of(proxy, proxy.service(), outbound.destinationName(), "OUTBOUND");
  }

  /** Of connections to destinations that the mesh does not know. */
  static Placeholders outside(ProxyModel proxy) {
    return of(proxy, proxy.service(), OUTSIDE, "OUTBOUND");
  }

  private static Placeholders of(
      ProxyModel proxy, String source, String destination, String direction) {
    return new Placeholders(
        Map.of(
            "KUMA_SOURCE_ADDRESS", hostAndNoPort(proxy.address()),
            "KUMA_SOURCE_ADDRESS_WITHOUT_PORT", proxy.address(),
            "KUMA_SOURCE_SERVICE", source,
            "KUMA_DESTINATION_SERVICE", destination,
            "KUMA_MESH", proxy.mesh(),
            "KUMA_ZONE", proxy.inputs().zone(),
            "KUMA_TRAFFIC_DIRECTION", direction));
  }

  private static String hostAndNoPort(String address) {
    return address.indexOf(':') >= 0 ? "[" + address + "]:0" : address + ":0";
  }

  /** The text with all known placeholders replaced. */
  String in(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
