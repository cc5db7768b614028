"""Processes and ports: what the demo starts, and the promise that none of it outlives the demo."""

import ctypes
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time

PATIENCE = 15
"""Seconds that a process has to end after it was asked to."""


class Busy(Exception):
    """A port that the demo needs is taken."""


class Died(Exception):
    """A process that should be running is not."""


def is_free(host, port):
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
            return True
        except OSError:
            return False


class Stage:
    """Starts processes, each with a log file in `directory`, and clears them away, last first."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.processes = []
        self.ports = []

    @property
    def was_used(self):
        return bool(self.processes)

    def reserve(self, host, port, purpose, instead):
        """Notes a port that must be the demo's own. Raises Busy, saying what to do `instead`, when it is not."""
        if not is_free(host, port):
            raise Busy(f"Port {port} ({purpose}) is in use: stop what listens there, {instead}.")
        self.ports.append((host, port))
        return port

    def choose(self, host, preferred):
        """The preferred port of a host if it is free and not taken by us, else any; 0 prefers none."""
        if preferred and (host, preferred) not in self.ports and is_free(host, preferred):
            port = preferred
        else:
            with socket.socket() as probe:
                probe.bind((host, 0))
                port = probe.getsockname()[1]
        self.ports.append((host, port))
        return port

    def start(self, name, command, **environment):
        """Starts a process in a group of its own, its output in `<name>.log`."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with open(self.log_of(name), "wb") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment},
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        process.name = name
        self.processes.append(process)
        return process

    def log_of(self, name):
        return self.directory / f"{name}.log"

    def check(self):
        """Raises Died, with its last words, when one of the processes has ended."""
        for process in self.processes:
            if process.poll() is not None:
                log = self.log_of(process.name)
                last = log.read_text(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
                raise Died(f"{process.name} ended with status {process.returncode}: {last[0]} ({log})")

    def wait_for_a_death(self):
        """Returns after a moment, or raises Died."""
        time.sleep(0.5)
        self.check()

    def wait_until(self, what, condition, seconds):
        """Waits for a condition while everybody lives. Raises TimeoutError when it does not come true."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.check()
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what}: not after {seconds} s")
            time.sleep(0.05)

    def clear(self):
        """Stops all processes: the first one started, on which the others depend, at last. Returns what is left, in sentences."""
        envoys = [envoy for process in self.processes for envoy in self.envoys_of(process)]
        for wave in (self.processes[1:], self.processes[:1]):
            for process in wave:
                signal_group(process, signal.SIGTERM)
            deadline = time.monotonic() + PATIENCE
            for process in wave:
                try:
                    process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    pass
                # Also those of its group that it should have ended and did not.
                signal_group(process, signal.SIGKILL)
                process.wait()
        left = [f"Envoy {pid} still runs." for pid in envoys if not eventually(lambda: not is_alive(pid))]
        left += [f"Port {port} of {host} is still in use." for host, port in self.ports
                 if self.was_used and not eventually(lambda: is_free(host, port))]
        return left

    def envoys_of(self, process):
        """The Envoy that a kuma-dp says it has started: it is in a session of its own."""
        said = self.log_of(process.name).read_text(errors="replace")
        return [int(pid) for pid in re.findall(r"kuma-dp: Envoy runs as process (\d+)", said)]


def eventually(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid):
    try:
        os.kill(pid, 0)
        return True
    except ProcessLookupError:
        return False


def signal_group(process, number):
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def end_with_parent():
    """In a new process: be told by the kernel, where it can, when the demo itself is killed and cannot clear the stage."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
