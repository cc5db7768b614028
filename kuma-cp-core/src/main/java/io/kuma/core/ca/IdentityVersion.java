package io.kuma.core.ca;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version under which a certificate goes over xDS: what it proves and until when, not its
 * bytes. A proxy presents it again when it reconnects, and the control plane, even one that was
 * restarted, knows that the certificate still stands. Written {@code <hash>.<seconds since 1970>}.
 * A proxy that presents a false one deceives only itself.
 *
 * @param hash {@link Identity#hash}
 */
public record IdentityVersion(String hash, Instant notAfter) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})\\.([0-9]{1,12})");

  public static Optional<IdentityVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new IdentityVersion(
                matcher.group(1), Instant.ofEpochSecond(Long.parseLong(matcher.group(2)))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return hash + "." + notAfter.getEpochSecond();
  }
}
