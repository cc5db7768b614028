"""The steps, in the order in which they are shown. Each says what it did, and raises when that is not what should come of it."""

import dataclasses
import json
import os
import pathlib
from typing import Callable, Optional, Tuple

import mesh
from mesh import Unexpected
from stage import is_free

CA = "ca-1"
SPLIT_REQUESTS = 300
SPLIT_SHARE = (0.03, 0.17)
"""Bounds of a share that is 10 % of 300 random choices; outside of them in fewer than one run of 10,000."""

SLOW = "/slow?delay=800ms"
TIMEOUT = "300ms"

PORTS = (
    ("REST API", 5681, "KUMA_API_SERVER_HTTP_PORT"),
    ("REST API over HTTPS", 5682, "KUMA_API_SERVER_HTTPS_PORT"),
    ("xDS and bootstrap", 5678, "KUMA_DP_SERVER_PORT"),
    ("diagnostics", 5680, "KUMA_DIAGNOSTICS_SERVER_PORT"),
    ("monitoring assignments", 5676, "KUMA_MONITORING_ASSIGNMENT_SERVER_PORT"),
)
MANAGEMENT = 9990


@dataclasses.dataclass(frozen=True)
class Step:
    title: str
    play: Callable[[], Tuple[str, Optional[float]]]


@dataclasses.dataclass(frozen=True)
class Proxy:
    """A Dataplane. Each has a loopback address of its own, as each would have a machine of its own."""

    name: str
    service: str
    address: str
    version: str = ""


class Story:
    title = "One control plane, three Envoys: web calls backend"
    web = Proxy("web-1", "web", "127.0.0.4")
    backends = (
        Proxy("backend-v1", "backend", "127.0.0.2", "v1"),
        Proxy("backend-v2", "backend", "127.0.0.3", "v2"),
    )

    def __init__(self, stage, distribution, envoy):
        self.stage = stage
        self.bin = pathlib.Path(distribution).resolve() / "bin"
        self.envoy = envoy
        self.work_dir = stage.directory.resolve() / "kuma-cp"
        rest, _, self.dp_server, *_ = (
            stage.reserve("0.0.0.0", int(os.environ.get(variable, port)), purpose, f"or choose another with {variable}=…")
            for purpose, port, variable in PORTS
        )
        stage.reserve("127.0.0.1", MANAGEMENT, "the server's own management", "it may be another WildFly")
        self.rest = rest
        self.api = mesh.Api(rest)
        self.outbound = ("127.0.0.1", stage.choose("127.0.0.1", 10001))
        self.inbounds = {
            proxy.name: (proxy.address, stage.choose(proxy.address, 8080)) for proxy in (*self.backends, self.web)
        }
        self.admins = {proxy.name: stage.choose(proxy.address, 9901) for proxy in (*self.backends, self.web)}
        self.authority = ""
        self.steps = (
            Step("control plane", self.start_control_plane),
            Step("mutual TLS", self.turn_on_mutual_tls),
            Step("tokens", self.make_tokens),
            Step("backend", self.start_backends),
            Step("web", self.start_web),
            Step("nobody yet", self.be_denied_by_default),
            Step("permission", self.be_allowed),
            Step("through the mesh", self.call),
            Step("around the mesh", self.call_without_the_mesh),
            Step("deny", self.deny),
            Step("allow again", self.allow_again),
            Step("split 90/10", self.split),
            Step("path to v2", self.send_a_path_to_v2),
            Step("timeout", self.cut_a_slow_answer),
            Step("identity", self.show_the_identity),
        )

    # ---- the steps

    def start_control_plane(self):
        self.work_dir.mkdir(parents=True, exist_ok=True)
        self.stage.start("kuma-cp", [self.bin / "kuma-cp", "run"], KUMA_GENERAL_WORK_DIR=str(self.work_dir))
        self.stage.wait_until("the control plane is ready", self.api.is_ready, 180)
        return f"ready: an EAR on WildFly, state in H2, REST on http://localhost:{self.rest}", None

    def turn_on_mutual_tls(self):
        self.api.put(
            "/meshes/default",
            {
                "type": "Mesh",
                "name": "default",
                "mtls": {"enabledBackend": CA, "backends": [{"name": CA, "type": "builtin"}]},
            },
        )
        self.authority = self.api.certificate_authority(CA)
        return "mesh default: every connection encrypted, certificates from its builtin CA", None

    def make_tokens(self):
        for proxy in (*self.backends, self.web):
            self._file(f"{proxy.name}.token", self.api.token(proxy.name), 0o600)
        return "one for each proxy: it may only be who it says it is", None

    def start_backends(self):
        for proxy in self.backends:
            port = self.stage.choose("127.0.0.1", 0)
            self.stage.start(
                f"{proxy.name}-app",
                [self.bin / "kuma-tcp-echo", "--address", "127.0.0.1", "--port", port, "--name", proxy.name],
            )
            self.stage.wait_until(f"{proxy.name} listens", lambda port=port: not is_free("127.0.0.1", port), 20)
            self._start_proxy(proxy, service_port=port)
        self._wait_for_inbounds(self.backends)
        return "two instances, version v1 and v2, each behind kuma-dp and its Envoy", None

    def start_web(self):
        self._start_proxy(self.web, outbound=True)
        self._wait_for_inbounds((self.web,))
        listening = lambda: not is_free(*self.outbound)
        self.stage.wait_until("web's outbound listens", listening, 30)
        return f"its Envoy takes requests for backend on {self._url()}", None

    def be_denied_by_default(self):
        answer, _ = self._until_status(403, "the denial")
        return f"web calls backend: {answer.status}, for mutual TLS alone permits nobody", None

    def be_allowed(self):
        self._put_permission("allow")
        answer, passed = self._until_status(200, "the permission")
        return f"MeshTrafficPermission: web may call backend: {answer.status}", passed

    def call(self):
        answer = mesh.request(self.outbound, "/hello")
        expected = "spiffe://default/web"
        if answer.status != 200 or expected not in answer.body:
            raise Unexpected(f"{answer.status}, and backend was not told that {expected} calls: {answer.body[:200]}")
        return f"{answer.instance} answers, and knows its caller: {expected}", None

    def call_without_the_mesh(self):
        inbound = self.inbounds[self.backends[0].name]
        plain = mesh.request(inbound)
        if plain.status != 0:
            raise Unexpected(f"plain HTTP to {inbound} was answered {plain.status}")
        refused = mesh.tls_without_certificate(inbound, self.authority)
        if not refused:
            raise Unexpected(f"TLS without a certificate to {inbound} was answered")
        return f"plain HTTP: cut off; TLS without a certificate: {refused}", None

    def deny(self):
        self._put_permission("deny")
        answer, passed = self._until_status(403, "the denial")
        return f"MeshTrafficPermission: web may not: {answer.status}", passed

    def allow_again(self):
        self._put_permission("allow")
        answer, passed = self._until_status(200, "the permission")
        return f"MeshTrafficPermission: web may: {answer.status}", passed

    def split(self):
        self._put_route([self._rule("/", "split", v1=90, v2=10)])
        _, passed = self._until_route("/", "split")
        counts = mesh.shares(lambda: mesh.request(self.outbound), SPLIT_REQUESTS)
        share = counts.get("backend-v2", 0) / SPLIT_REQUESTS
        if not SPLIT_SHARE[0] <= share <= SPLIT_SHARE[1]:
            raise Unexpected(f"v2 should have about 10 % of {SPLIT_REQUESTS} requests, and has {share:.0%}: {counts}")
        v1, v2 = counts.get("backend-v1", 0), counts.get("backend-v2", 0)
        return f"MeshHTTPRoute: of {SPLIT_REQUESTS} requests v1 has {v1}, v2 has {v2}", passed

    def send_a_path_to_v2(self):
        self._put_route([self._rule("/beta", "beta", v2=1), self._rule("/", "split", v1=90, v2=10)])
        _, passed = self._until_route("/beta", "beta")
        counts = mesh.shares(lambda: mesh.request(self.outbound, "/beta/x"), 30)
        if counts != {"backend-v2": 30}:
            raise Unexpected(f"/beta should be answered by v2 alone, and was by {counts}")
        if mesh.request(self.outbound).route != "split":
            raise Unexpected("the other paths are no longer split")
        return "MeshHTTPRoute: 30 of 30 requests to /beta are answered by v2", passed

    def cut_a_slow_answer(self):
        slow = lambda: mesh.request(self.outbound, SLOW)
        before = slow()
        if before.status != 200:
            raise Unexpected(f"{SLOW} should be answered before there is a timeout, and was {before.status}")
        self._put_policy(
            "MeshTimeout", "meshtimeouts", "patience",
            {
                # For web alone: among policies for the whole mesh the first by name wins, and that is the mesh's own.
                "targetRef": {"kind": "Dataplane", "labels": {"app": "web"}},
                "to": [{"targetRef": self._backend(), "default": {"http": {"requestTimeout": TIMEOUT}}}],
            },
        )
        answer, passed = mesh.until_overlapping(slow, lambda each: each.status == 504, "the timeout")
        fast = mesh.request(self.outbound)
        if fast.status != 200:
            raise Unexpected(f"a fast answer should still arrive, and was {fast.status}")
        return f"MeshTimeout {TIMEOUT}: an answer that takes 800 ms becomes {answer.status}", passed

    def show_the_identity(self):
        uris = mesh.identities(self.inbounds[self.backends[0].name], self.authority)
        expected = "spiffe://default/backend"
        if expected not in uris:
            raise Unexpected(f"backend's certificate should say {expected}, and says {uris}")
        return f"backend's certificate, signed by the mesh's CA: {expected}", None

    # ---- what they are made of

    def _start_proxy(self, proxy, service_port=None, outbound=False):
        resource = self._dataplane(proxy, service_port, outbound)
        readiness = self.stage.choose("127.0.0.1", 0)
        self.stage.start(
            proxy.name,
            [
                self.bin / "kuma-dp", "run",
                "--cp-address", f"https://localhost:{self.dp_server}",
                "--ca-cert-file", self.work_dir / "kuma-cp.crt",
                "--dataplane-file", self._file(f"{proxy.name}.json", json.dumps(resource, indent=2)),
                "--dataplane-token-file", self.stage.directory / f"{proxy.name}.token",
                "--binary-path", self.envoy,
                "--readiness-port", readiness,
                "--concurrency", 1,
                "--drain-time", "1s",
            ],
        )
        ready = lambda: mesh.Answer(200, body="READY") == mesh.request(("127.0.0.1", readiness), "/ready")
        self.stage.wait_until(f"{proxy.name} is ready", ready, 60)

    def _dataplane(self, proxy, service_port, outbound):
        tags = {"kuma.io/service": proxy.service, "kuma.io/protocol": "http"}
        if proxy.version:
            tags["version"] = proxy.version
        inbound = {"port": self.inbounds[proxy.name][1], "tags": tags}
        if service_port:
            inbound.update(serviceAddress="127.0.0.1", servicePort=service_port)
        networking = {
            "address": proxy.address,
            "admin": {"port": self.admins[proxy.name]},
            "inbound": [inbound],
        }
        if outbound:
            address, port = self.outbound
            networking["outbound"] = [{"address": address, "port": port, "tags": {"kuma.io/service": "backend"}}]
        return {
            "type": "Dataplane", "mesh": "default", "name": proxy.name,
            "labels": {"app": proxy.service}, "networking": networking,
        }

    def _wait_for_inbounds(self, proxies):
        for proxy in proxies:
            listening = lambda proxy=proxy: not is_free(*self.inbounds[proxy.name])
            self.stage.wait_until(f"{proxy.name} listens", listening, 30)

    def _put_permission(self, verdict):
        web = {"spiffeID": {"type": "Prefix", "value": "spiffe://default/web"}}
        self._put_policy(
            "MeshTrafficPermission", "meshtrafficpermissions", "web-to-backend",
            {
                "targetRef": {"kind": "Dataplane", "labels": {"app": "backend"}},
                "rules": [{"default": {verdict: [web]}}],
            },
        )

    def _put_route(self, rules):
        self._put_policy(
            "MeshHTTPRoute", "meshhttproutes", "web-to-backend",
            {"to": [{"targetRef": self._backend(), "rules": rules}]},
        )

    def _rule(self, prefix, name, **weights):
        """Requests with that path prefix, by version; the answers carry the rule's name, which shows when it is in force."""
        marker = {
            "type": "ResponseHeaderModifier",
            "responseHeaderModifier": {"set": [{"name": "x-demo-route", "value": name}]},
        }
        backends = [
            {"kind": "MeshServiceSubset", "name": "backend", "tags": {"version": version}, "weight": weight}
            for version, weight in weights.items()
        ]
        return {
            "matches": [{"path": {"type": "PathPrefix", "value": prefix}}],
            "default": {"filters": [marker], "backendRefs": backends},
        }

    def _put_policy(self, kind, path, name, spec):
        self.api.put(
            f"/meshes/default/{path}/{name}", {"type": kind, "mesh": "default", "name": name, "spec": spec}
        )

    @staticmethod
    def _backend():
        return {"kind": "MeshService", "name": "backend"}

    def _until_status(self, status, what):
        return mesh.until(lambda: mesh.request(self.outbound), lambda answer: answer.status == status, what)

    def _until_route(self, path, name):
        return mesh.until(
            lambda: mesh.request(self.outbound, path),
            lambda answer: answer.status == 200 and answer.route == name,
            "the route",
        )

    def _url(self, path="/"):
        return f"http://{self.outbound[0]}:{self.outbound[1]}{path}"

    def _file(self, name, content, mode=0o644):
        path = self.stage.directory / name
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode), "w") as file:
            file.write(content)
        return path

    def what_next(self):
        api = f"http://localhost:{self.rest}"
        policies = f"{api}/meshes/default"
        permissive = {"type": "Mesh", "name": "default"}
        return f"""\
All of it stays until Ctrl-C. To try:

  curl {self._url()}                     a request from web to backend, split 90/10
  curl {self._url('/beta')}                 v2 only
  curl '{self._url(SLOW)}'   504, until you take the timeout away:
  curl -X DELETE {policies}/meshtimeouts/patience
  curl -X DELETE {policies}/meshtrafficpermissions/web-to-backend    then nobody may call backend
  curl -X PUT {policies} -H 'content-type: application/json' \\
    -d '{json.dumps(permissive)}'                                    without mutual TLS

  {api}/meshes/default/dataplanes+insights    the proxies and what they acknowledged
  {api}/meshes/default/dataplanes/web-1/_config    what web's Envoy is told
  https://localhost:{self.dp_server}    where proxies connect; trust {self.work_dir / 'kuma-cp.crt'}
  {self.stage.directory}    logs"""
