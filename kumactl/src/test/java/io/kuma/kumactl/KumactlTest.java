package io.kuma.kumactl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside what the recordings show: the user's configuration, bad input, what is new. */
class KumactlTest {
  private final Path home;
  private final FakeApi api;

  KumactlTest(@TempDir Path home) throws IOException {
    this.home = home;
    this.api = new FakeApi();
  }

  @BeforeEach
  void add() {
    assertThat(kumactl("config", "control-planes", "add", "--name", "test", "--address", api.url()))
        .isEqualTo(
            new Call(
                0,
                "added Control Plane \"test\"\nswitched active Control Plane to \"test\"\n",
                ""));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Call kumactl(String... arguments) {
    return Call.of(home, "", arguments);
  }

  private Call apply(String yaml, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "apply";
    arguments[1] = "-f";
    arguments[2] = "-";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Call.of(home, yaml, arguments);
  }

  @Test
  void controlPlanesAreRemembered() throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve(".kumactl/config"))))
        .isEqualTo("rw-------");
    assertThat(
            kumactl(
                    "config",
                    "control-planes",
                    "add",
                    "--name",
                    "other",
                    "--address",
                    api.url(),
                    "--auth-type",
                    "tokens",
                    "--auth-conf",
                    "token=secret",
                    "--headers",
                    "a=b,c=d")
                .status())
        .isZero();
    assertThat(kumactl("config", "control-planes", "list").out())
        .contains("         local   http://localhost:5681")
        .contains("*        other   " + api.url());
    assertThat(kumactl("config", "control-planes", "switch", "--name", "test").out())
        .isEqualTo("switched active Control Plane to \"test\"\n");
    assertThat(kumactl("config", "control-planes", "remove", "--name", "test").out())
        .isEqualTo("removed Control Plane \"test\"\nswitched active Control Plane to \"local\"\n");
    assertThat(kumactl("config", "view").out())
        .contains(
            """
                  headers:
                  - key: a
                    value: b
                  - key: c
                    value: d
            """);
    api.answer("GET /meshes/default/secrets", 200, "{\"items\":[],\"next\":null}");
    assertThat(kumactl("get", "secrets", "--context", "other").status()).isZero();
    assertThat(api.requests()).containsExactly("GET /meshes/default/secrets Bearer secret ");
  }

  @Test
  void aBadControlPlaneIsNotRemembered() {
    assertThat(
            kumactl("config", "control-planes", "add", "--name", "test", "--address", api.url())
                .err())
        .isEqualTo(
            "Error: Control Plane with name \"test\" already exists. Use --overwrite to replace an"
                + " existing one.\n");
    assertThat(
            kumactl("config", "control-planes", "add", "--name", "x", "--address", "nowhere").err())
        .contains("--address must be like");
    assertThat(
            kumactl(
                    "config",
                    "control-planes",
                    "add",
                    "--name",
                    "x",
                    "--address",
                    "https://localhost:1")
                .err())
        .contains("--ca-cert-file");
    api.answer("GET /", 200, "{\"product\":\"Other\",\"version\":\"1.0.0\"}");
    assertThat(
            kumactl("config", "control-planes", "add", "--name", "x", "--address", api.url()).err())
        .contains("but the control plane you're connecting to is Other");
    assertThat(kumactl("config", "control-planes", "list").out()).doesNotContain("x  ");
    assertThat(kumactl("get", "meshes", "--context", "nobody").err())
        .isEqualTo("Error: there is no context with name \"nobody\"\n");
  }

  @Test
  void anotherReleaseIsWarnedOf() {
    api.answer("GET /", 200, "{\"product\":\"Kuma\",\"version\":\"2.9.0\"}")
        .answer("GET /meshes", 200, "{\"items\":[]}");
    assertThat(kumactl("get", "meshes").err())
        .isEqualTo(
            "WARNING: You are using kumactl version 2.14.3 for Kuma, but the server returned version:"
                + " Kuma 2.9.0\n");
  }

  @Test
  void nothingIsStoredIfOneResourceIsWrong() {
    Call call =
        apply(
            """
            type: Mesh
            name: good
            ---
            type: MeshTimeout
            mesh: default
            name: slow
            spec: {to: [{targetRef: {kind: Mesh}, default: {http: {requestTimeout: soon, mood: bad}}}]}
            """);
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("MeshTimeout \"slow\"").contains("requestTimeout");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void rolesAreAppliedAlthoughCommandsHaveNoWordsForThem() {
    api.answer("PUT /accessroles/r", 201, "{}");
    String role =
        "type: AccessRole\nname: r\nspec: {rules: [{verbs: [%s], types: [Mesh], meshes: [m]}]}\n";
    assertThat(apply(role.formatted("read")).out())
        .isEqualTo("resource type=\"AccessRole\" mesh=\"\" name=\"r\" Created\n");
    assertThat(apply(role.formatted("look")).err()).contains("spec.rules[0].verbs[0]");
    assertThat(kumactl("get", "--help").out()).doesNotContain("accessrole");
  }

  @Test
  void variablesFillTemplates() {
    api.answer("PUT /meshes/prod", 201, "{\"warnings\":[\"old field\"]}");
    Call call = apply("type: Mesh\nname: '{{ env.name }}'\n", "-v", "env.name=prod,unused=1");
    assertThat(call)
        .isEqualTo(
            new Call(
                0,
                "resource type=\"Mesh\" mesh=\"\" name=\"prod\" Created\n",
                "Warning: old field\n"));
    assertThat(
            apply("type: Mesh\nname: '{{ env.name }}'\n", "-v", "env.name=prod", "--dry-run").out())
        .isEqualTo("---\nname: prod\ntype: Mesh\n");
    assertThat(apply("type: Mesh\nname: '{{ nothing }}'\n", "-v", "a=b").err())
        .startsWith("Error: error compiling config from template: stdin: ");
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void aDirectoryStandsForItsFiles() throws IOException {
    Path directory = Files.createDirectory(home.resolve("all"));
    Files.writeString(directory.resolve("b.yml"), "type: Mesh\nname: b\n");
    Files.writeString(directory.resolve("a.json"), "{\"type\":\"Mesh\",\"name\":\"a\"}");
    Files.writeString(directory.resolve("c.txt"), "nothing");
    api.answer("PUT /meshes/a", 200, "").answer("PUT /meshes/b", 201, "");
    assertThat(kumactl("apply", "-f", "all").out())
        .isEqualTo(
            """
            resource type="Mesh" mesh="" name="a" Updated
            resource type="Mesh" mesh="" name="b" Created
            """);
  }

  @Test
  void whatTheServerRefusesIsTold() {
    api.answer(
        "PUT /meshes/m",
        400,
        """
        {"title":"Failed to create a resource","detail":"Resource is not valid",
         "invalid_parameters":[{"field":"mtls","reason":"must be good"}]}""");
    assertThat(apply("type: Mesh\nname: m\n").err())
        .isEqualTo(
            """
            Error: type="Mesh" mesh="" name="m" failed server side: Failed to create a resource (Resource is not valid)
            * mtls: must be good
            """);
    api.answer("GET /meshes", 502, "<html>no</html>");
    assertThat(kumactl("get", "meshes").err()).isEqualTo("Error: (502): <html>no</html>\n");
    api.close();
    assertThat(kumactl("get", "meshes").err())
        .contains("WARNING: Unable to confirm")
        .contains(
            "Error: the control plane at " + api.url() + " cannot be asked: Connection refused");
  }

  @Test
  void theImpactIsShownBeforeItIsMade() {
    api.answer(
        "PUT /meshes/default/meshtimeouts/slow?dry-run=true",
        200,
        """
        {"dryRun":true,"status":201,"connected":1,"total":3,"next":null,"items":[
         {"dataplane":{"mesh":"default","name":"web-1"},"connected":true,"change":"changed","operations":2,
          "diff":[{"op":"test","path":"/a","value":"15s"},{"op":"replace","path":"/a","value":"1s"}]}]}""");
    Call call =
        apply(
            """
            type: MeshTimeout
            mesh: default
            name: slow
            spec: {to: [{targetRef: {kind: Mesh}, default: {http: {requestTimeout: 1s}}}]}
            """,
            "--impact");
    assertThat(call.out())
        .isEqualTo(
            """
            resource type="MeshTimeout" mesh="default" name="slow"
            MESH      DATAPLANE   CONNECTED   CHANGE    OPERATIONS
            default   web-1       yes         changed   2

            web-1:
              replace /a = "1s"

            and 2 more
            """);
    api.answer(
        "GET /meshes/default/meshtimeouts/slow/_impact",
        200,
        "{\"items\":[{\"dataplane\":{\"name\":\"web-1\"},\"state\":\"acknowledged\",\"time\":\"2026-01-01T00:00:00Z\"}]}");
    assertThat(kumactl("inspect", "impact", "meshtimeout", "slow").out())
        .isEqualTo(
            """
            DATAPLANE   STATE          WHEN                   REASON
            web-1       acknowledged   2026-01-01T00:00:00Z   -
            """);
  }

  @Test
  void listsAreFollowedToTheirEnd() {
    api.answer(
            "GET /meshes/default/dataplanes/_overview",
            200,
            "{\"items\":[{\"mesh\":\"default\",\"name\":\"a\"}],\"next\":\"http://x/y?offset=1\"}")
        .answer(
            "GET /meshes/default/dataplanes/_overview?offset=1",
            200,
            "{\"items\":[{\"mesh\":\"default\",\"name\":\"b\"}],\"next\":null}");
    assertThat(kumactl("inspect", "dataplanes").out().lines()).hasSize(3);
  }

  @Test
  void wordsThatAreNoneAreTold() {
    assertThat(kumactl("get", "meshes", "--colour").err()).contains("--colour");
    assertThat(kumactl("delete", "banana", "x").err())
        .startsWith("Error: unknown TYPE: banana. Allowed values: circuit-breaker, dataplane");
    assertThat(kumactl("get", "meshes", "-o", "xml").err())
        .isEqualTo("Error: unknown output format \"xml\"\n");
    assertThat(kumactl("--api-timeout", "soon", "get", "meshes").err())
        .startsWith("Error: invalid --api-timeout: ");
    assertThat(kumactl().out())
        .startsWith("Management tool for Kuma.\n\nUsage:\n  kumactl [command]\n");
    assertThat(kumactl("apply", "--help").out())
        .startsWith(
            "Create or modify Kuma resources.\n\nUsage:\n  kumactl apply [flags]\n\nFlags:\n");
  }

  @Test
  void shellsCompleteItsWords() {
    assertThat(kumactl("completion", "bash").out())
        .contains("complete -F")
        .contains("meshtimeouts");
    assertThat(kumactl("completion", "fish").out())
        .contains("complete -c kumactl -n '__fish_seen_subcommand_from get' -a meshtimeouts");
  }
}
