package io.kuma.core.store;

import io.kuma.model.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that secrets are sealed with: AES-256 in GCM, bound to the resource's type, mesh and name,
 * so that a sealed value fits nowhere else. The first seals, all of them open.
 *
 * <p>A sealed value is the text {@code kuma-sealed:1:<key>:<nonce>:<ciphertext>:<tag>}. The key is
 * named by the start of its SHA-256, the other parts are Base64.
 */
public final class SealingKeys {
  /** For control planes that seal nothing. */
  public static final SealingKeys NONE = new SealingKeys(Map.of());

  /** The settings, for errors. */
  private static final String SOURCES =
      "KUMA_STORE_ENCRYPTION_KEY_FILE or KUMA_STORE_ENCRYPTION_CREDENTIAL_STORE";

  private static final String MARK = "kuma-sealed:1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int PARTS = 4;

  /** Names to keys, in the order of their source. */
  private final Map<String, SecretKeySpec> keys;

  private final SecureRandom random = new SecureRandom();

  private SealingKeys(Map<String, SecretKeySpec> keys) {
    this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /**
   * Reads keys: one on each line, 32 bytes in Base64. Empty lines, and those that begin with {@code
   * #}, say nothing.
   *
   * @throws IllegalArgumentException says which line is wrong, never what is in it
   */
  public static SealingKeys parse(List<String> lines) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        texts.put("line " + (i + 1), line);
      }
    }
    return of(texts);
  }

  /**
   * Reads keys, each 32 bytes in Base64.
   *
   * @param texts in their order, by where each stands, for whoever has to mend it
   * @throws IllegalArgumentException says which text is wrong, never what is in it
   */
  public static SealingKeys of(Map<String, String> texts) {
    Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    texts.forEach(
        (place, text) -> {
          byte[] key = decode(text, place);
          keys.put(name(key), new SecretKeySpec(key, "AES"));
        });
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key in it");
    }
    return new SealingKeys(keys);
  }

  private static byte[] decode(String text, String place) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // What Base64 complains about is a part of the key.
      key = new byte[0];
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(place + " is not 32 bytes in Base64");
    }
    return key;
  }

  private static String name(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, 4));
    } catch (GeneralSecurityException e) {
      throw new LinkageError("Every JVM has SHA-256", e);
    }
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  static boolean isSealed(byte[] content) {
    byte[] mark = MARK.getBytes(StandardCharsets.US_ASCII);
    return content.length >= mark.length
        && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
  }

  /** Seals with the first key. */
  byte[] seal(ResourceKey place, byte[] content) {
    Map.Entry<String, SecretKeySpec> first = keys.entrySet().iterator().next();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, first.getValue(), nonce, place).doFinal(content);
      int end = sealed.length - TAG_BYTES;
      String text =
          MARK
              + String.join(
                  ":",
                  first.getKey(),
                  encode(nonce),
                  encode(Arrays.copyOf(sealed, end)),
                  encode(Arrays.copyOfRange(sealed, end, sealed.length)));
      return text.getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new LinkageError("Every JVM has AES in GCM", e);
    }
  }

  /**
   * Opens what was sealed for this place.
   *
   * @throws UnreadableResource if it cannot be opened; quotes nothing of it
   */
  byte[] open(ResourceKey place, byte[] content) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                new String(content, StandardCharsets.US_ASCII)
                    .substring(MARK.length())
                    .split(":", -1)));
    if (parts.size() != PARTS) {
      throw new UnreadableResource(place, "it is sealed in a form that is not known");
    }
    SecretKeySpec key = keys.get(parts.get(0));
    if (key == null) {
      throw new UnreadableResource(place, missing(parts.get(0)));
    }
    try {
      byte[] ciphertext = Base64.getDecoder().decode(parts.get(2));
      byte[] tag = Base64.getDecoder().decode(parts.get(3));
      byte[] sealed = Arrays.copyOf(ciphertext, ciphertext.length + tag.length);
      System.arraycopy(tag, 0, sealed, ciphertext.length, tag.length);
      byte[] nonce = Base64.getDecoder().decode(parts.get(1));
      return cipher(Cipher.DECRYPT_MODE, key, nonce, place).doFinal(sealed);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnreadableResource(
          place, "it was changed, or sealed for another place, since no key opens it here");
    }
  }

  private String missing(String name) {
    String shown = name.matches("[0-9a-f]{8}") ? name : "of another form";
    return keys.isEmpty()
        ? "it is sealed, and no key is set by " + SOURCES
        : "the key " + shown + " that sealed it is not set by " + SOURCES;
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, ResourceKey place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    String bound = String.join("/", place.type(), place.mesh(), place.name());
    cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Names of keys, which are no secret. */
  @Override
  public String toString() {
    return "SealingKeys" + keys.keySet();
  }
}
