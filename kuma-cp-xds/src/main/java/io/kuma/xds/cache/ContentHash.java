package io.kuma.xds.cache;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Versions by content: the same bytes have the same version, on every control plane. */
public final class ContentHash {
  private ContentHash() {}

  /** All 64 hex digits of the SHA-256 of a text. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** 32 hex digits: enough that two versions never meet, and half the bytes in every message. */
  public static String version(ByteString content) {
    MessageDigest digest = sha256();
    digest.update(content.asReadOnlyByteBuffer());
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /** The same of a text. */
  public static String version(String content) {
    return version(ByteString.copyFromUtf8(content));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
