package io.kuma.rest.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.golden.Golden;
import io.kuma.model.golden.YamlText;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.rest.TestServer;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Writes {@code deployment/openapi.yaml}, with {@code -Dgolden.update=true}, and otherwise checks
 * that it is what the types and the endpoints say.
 */
class OpenApiTest {
  private static final ResourceTypes TYPES =
      new ResourceTypes(
          Stream.<ResourceType<?>>concat(CoreTypes.ALL.stream(), Policies.TYPES.stream()).toList());
  private static final List<Route> ROUTES = Route.all();
  private static final ObjectNode FRAME = frame();
  private static final ObjectNode DOCUMENT = OpenApiDocument.of(FRAME, TYPES, ROUTES);

  @Test
  void isWhatTypesAndEndpointsSay() {
    Golden.ofProject(OpenApiTest.class, "deployment")
        .checkFile("openapi.yaml", YamlText.of(DOCUMENT));
  }

  /** The frame must not tell of what was removed. */
  @Test
  void describesNothingThatIsNotServed() {
    TreeSet<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : FRAME.path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(method -> described.add(method + path.getKey()));
    }
    assertThat(ROUTES).map(route -> route.method() + route.path()).containsAll(described);
    assertThat(ROUTES).map(Route::path).containsAll(TypeOperations.TEMPLATES);
  }

  @Test
  void aParserUnderstandsIt() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(YamlText.of(DOCUMENT), List.of(), options);
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).hasSameSizeAs(DOCUMENT.path("paths"));
  }

  /** The server's own answers are the check of what people wrote into the frame. */
  @ParameterizedTest
  @CsvSource({
    "200, /,                               /components/schemas/Index",
    "200, /who-am-i,                       /components/schemas/Caller",
    "200, /_resources,                     /components/schemas/ResourceTypeDescriptionList",
    "200, /policies,                       /components/schemas/PolicyTypeList",
    "200, /meshes/default,                 /components/schemas/MeshItem",
    "200, /meshes/default/secrets,         /components/responses/SecretList/content/application~1json/schema",
    "200, /meshtimeouts?size=1,            /components/responses/MeshTimeoutList/content/application~1json/schema",
    "400, /meshtimeouts?size=0,            /components/schemas/Error",
    "404, /meshes/absent/meshtimeouts/x,   /components/schemas/Error",
  })
  void answersAreAsDescribed(int status, String path, String schema) {
    try (TestServer server = TestServer.withEssentials()) {
      HttpResponse<String> answer = server.send("GET", path, null, Map.of());
      assertThat(answer.statusCode()).isEqualTo(status);
      JsonNode tree = server.codec.parseJson(answer.body());
      assertThat(AnswerCheck.differences(DOCUMENT, schema, tree)).isEmpty();
    }
  }

  @Test
  void itemsAreThoseOfTheContract() {
    ItemComparison comparison = new ItemComparison(DOCUMENT, TYPES);
    System.out.println(comparison.closingLines());
    assertThat(comparison.unexplained()).isEmpty();
  }

  private static ObjectNode frame() {
    try (InputStream file = OpenApiTest.class.getResourceAsStream("frame.yaml")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return (ObjectNode) new JacksonResourceCodec().parseYaml(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
