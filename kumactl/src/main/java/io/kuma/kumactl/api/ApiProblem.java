package io.kuma.kumactl.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;

/** An error of a control plane (contract 2.2), as people read it. */
record ApiProblem(int status, String body, JsonNode tree) {
  static ApiProblem of(int status, String body, ResourceCodec codec) {
    try {
      return new ApiProblem(status, body, codec.parseJson(body));
    } catch (MalformedJson e) {
      return new ApiProblem(status, body, MissingNode.getInstance());
    }
  }

  /** {@code title (detail)} and a line for each field; what is not such an error, as it is. */
  String text() {
    String title = tree.path("title").asText("");
    if (title.isEmpty()) {
      return "(" + status + "): " + body.strip();
    }
    String detail = tree.path("detail").asText(tree.path("details").asText(""));
    StringBuilder text = new StringBuilder(title);
    if (!detail.isEmpty()) {
      text.append(" (").append(detail).append(")");
    }
    JsonNode parameters = tree.path("invalid_parameters");
    for (JsonNode one : parameters.isEmpty() ? tree.path("causes") : parameters) {
      text.append("\n* ")
          .append(one.path("field").asText())
          .append(": ")
          .append(one.path("reason").asText(one.path("message").asText()));
    }
    return text.toString();
  }

  /** That the mesh is not there, which is another thing than that something in it is not. */
  String missingMesh() {
    return tree.path("title").asText("").equals("Failed to retrieve Mesh") ? text() : "";
  }
}
