"""The two ways in which the demo touches the mesh: the control plane's REST API, and requests such as web would send."""

import base64
import contextlib
import dataclasses
import http.client
import json
import socket
import ssl
import threading
import time


class Unexpected(Exception):
    """Something answered, but not what it should."""


class Api:
    """The control plane's REST API, as an administrator on the same machine."""

    def __init__(self, port):
        self.port = port

    def is_ready(self):
        try:
            return self._call("GET", "/meshes/default")[0] == 200
        except OSError:
            return False

    def put(self, path, resource):
        self._expect((200, 201), "PUT", path, resource)

    def delete(self, path):
        self._expect((200,), "DELETE", path)

    def get(self, path):
        return json.loads(self._expect((200,), "GET", path))

    def token(self, dataplane):
        """A token for the Dataplane of that name in mesh default."""
        return self._expect((200,), "POST", "/tokens/dataplane", {"mesh": "default", "name": dataplane}).strip()

    def certificate_authority(self, backend):
        """PEM of the builtin CA of mesh default."""
        secret = self.get(f"/meshes/default/secrets/default.ca-builtin-cert-{backend}")
        return base64.b64decode(secret["data"]).decode()

    def _expect(self, statuses, method, path, body=None):
        status, text = self._call(method, path, body)
        if status not in statuses:
            raise Unexpected(f"{method} {path} was answered {status}: {' '.join(text.split())[:300]}")
        return text

    def _call(self, method, path, body=None):
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        with contextlib.closing(connection):
            content = None if body is None else json.dumps(body)
            connection.request(method, path, content, {"content-type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read().decode()


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came back. Status 0: nothing, because the connection was refused or cut."""

    status: int
    instance: str = ""
    route: str = ""
    body: str = ""


def request(address, path="/"):
    """One GET on a connection of its own, so that it is treated as the newest configuration says."""
    connection = http.client.HTTPConnection(*address, timeout=10)
    with contextlib.closing(connection):
        try:
            connection.request("GET", path, headers={"host": "backend"})
            response = connection.getresponse()
            return Answer(
                response.status,
                response.getheader("x-echo-instance", ""),
                response.getheader("x-demo-route", ""),
                response.read().decode(errors="replace"),
            )
        except (OSError, http.client.HTTPException):
            return Answer(0)


def until(ask, wanted, what, seconds=10, steady=8):
    """Asks until the answer is as wanted and stays so: that answer, and the seconds from the call until the first of them.

    A change reaches each proxy for itself and open connections a moment later, so that one good answer proves little.
    """
    started = time.monotonic()
    since, row = 0, 0
    while True:
        answer = ask()
        passed = time.monotonic() - started
        if wanted(answer):
            since, row = (since, row + 1) if row else (passed, 1)
            if row >= steady:
                return answer, since
            continue
        row = 0
        if passed > seconds:
            raise Unexpected(f"{what} did not happen in {seconds} s; the last answer was {answer.status} {answer.body[:80]}")
        time.sleep(0.005)


def until_overlapping(ask, wanted, what, every=0.05, seconds=10):
    """As `until`, for slow answers: a new question every moment, without waiting for the answer to the last one.

    The time is that from the call until the first question was asked whose answer is as wanted.
    """
    started = time.monotonic()
    found = []
    lock = threading.Lock()

    def once():
        asked = time.monotonic() - started
        answer = ask()
        with lock:
            last[0] = answer
            if wanted(answer):
                found.append((asked, answer))

    last = [Answer(0)]
    threads = []
    while not found:
        if time.monotonic() - started > seconds:
            raise Unexpected(f"{what} did not happen in {seconds} s; the last answer was {last[0].status}")
        threads.append(threading.Thread(target=once, daemon=True))
        threads[-1].start()
        time.sleep(every)
    for thread in threads:
        thread.join()
    passed, answer = min(found, key=lambda each: each[0])
    return answer, passed


def shares(ask, requests):
    """How many of so many requests each instance answered. Raises when one is not answered with 200."""
    counts = {}
    for _ in range(requests):
        answer = ask()
        if answer.status != 200:
            raise Unexpected(f"a request was answered {answer.status}")
        counts[answer.instance] = counts.get(answer.instance, 0) + 1
    return counts


def identities(address, authority):
    """The URIs in the certificate that a server shows, once it is proven to be of that authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(cadata=authority)
    context.set_alpn_protocols(["kuma"])
    with socket.create_connection(address, timeout=10) as plain, context.wrap_socket(plain) as connection:
        names = connection.getpeercert().get("subjectAltName", ())
    return [value for kind, value in names if kind == "URI"]


def tls_without_certificate(address, authority):
    """What a stranger gets who speaks TLS but has no certificate: the server's refusal as text; empty if there was none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(cadata=authority)
    try:
        with socket.create_connection(address, timeout=10) as plain, context.wrap_socket(plain) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nhost: backend\r\n\r\n")
            return "" if connection.recv(1) else "connection closed"
    except ssl.SSLError as refused:
        return (refused.reason or "TLS refused").rpartition("_ALERT_")[2].replace("_", " ").lower()
    except ConnectionError:
        return "connection reset"
