package io.kuma.core.match;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kuma.core.memo.Memo;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.meshhttproute.HttpMatch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Names a rule of a route by its matches, where a policy points at the rule or tells where it came
 * from: Base64 of the SHA-256 of the matches' JSON, as the inspect API shows it.
 */
public final class MatchesHash {
  /** The tag by which rules of policies speak of one rule of a route. */
  public static final String TAG = "__rule-matches-hash__";

  /** Routes of whole meshes; the same matches are asked for again by every proxy. */
  private static final int REMEMBERED = 2_000;

  private final ResourceCodec codec;
  private final Memo<List<HttpMatch>, String> memo = new Memo<>(REMEMBERED);

  public MatchesHash(ResourceCodec codec) {
    this.codec = codec;
  }

  /** The name of a rule. */
  public String of(List<HttpMatch> matches) {
    return memo.get(matches, this::hash);
  }

  private String hash(List<HttpMatch> matches) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    matches.forEach(match -> list.add(codec.toTree(match)));
    byte[] text = escaped(codec.toJson(list)).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(sha256().digest(text));
  }

  /** Go writes these so that JSON may stand inside HTML; they occur in strings only. */
  private static String escaped(String json) {
    return json.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
