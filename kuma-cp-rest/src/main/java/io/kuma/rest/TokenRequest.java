package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Violation;
import io.kuma.model.json.GoDuration;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody wants in a token, and what is wrong with it. */
final class TokenRequest {
  private final JsonNode tree;
  private final List<Violation> violations = new ArrayList<>();

  private TokenRequest(JsonNode tree) {
    this.tree = tree;
  }

  /** Empty if it is no JSON; the contract's answer to that has no body. */
  static Optional<TokenRequest> parse(JsonBody body, ResourceCodec codec) {
    try {
      return Optional.of(new TokenRequest(codec.parseJson(body.text())));
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  JsonNode tree() {
    return tree;
  }

  /** Empty if it is absent. */
  String text(String field) {
    return tree.path(field).asText("");
  }

  String requiredText(String field) {
    String text = text(field);
    if (text.isEmpty()) {
      violate(field, "cannot be empty");
    }
    return text;
  }

  /** Empty if it is absent. */
  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    tree.path(field).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** How long the token is to be good for. */
  Duration validFor(Duration otherwise) {
    String text = text("validFor");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Duration validFor = GoDuration.parse(text);
      if (validFor.isNegative() || validFor.isZero()) {
        // Upstream issues a token that has already expired; see docs/deviations.md.
        violate("validFor", "must be positive");
      }
      return validFor;
    } catch (IllegalArgumentException e) {
      violate("validFor", "is invalid: time: invalid duration \"" + text + "\"");
      return otherwise;
    }
  }

  void violate(String field, String message) {
    violations.add(new Violation(field, message));
  }

  /** Refuses the request if something was wrong. */
  void refuseIfWrong() {
    if (!violations.isEmpty()) {
      throw new Refused(Problem.invalid("Invalid request", violations));
    }
  }
}
