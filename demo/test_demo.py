"""The demo's own machinery, with real processes and ports and a story that is made up."""

import contextlib
import http.server
import io
import os
import pathlib
import signal
import socket
import sys
import tempfile
import threading
import time
import unittest

import demo
import mesh
import screen
import stage
from story import Step


class Tale:
    """A story of given steps."""

    title = "A tale"

    def __init__(self, *plays):
        self.steps = [Step(f"step {number}", play) for number, play in enumerate(plays)]

    def what_next(self):
        return "and then?"


def fail():
    raise mesh.Unexpected("it was 200, not 403")


class DemoTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.stage = stage.Stage(pathlib.Path(directory.name) / "state")
        self.addCleanup(self.stage.clear)
        self.addCleanup(signal.signal, signal.SIGINT, signal.getsignal(signal.SIGINT))
        # Who runs in the background is deaf to it from the start.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.out = io.StringIO()

    def perform(self, tale, once=True):
        return demo.perform(self.stage, lambda: tale, screen.Screen(self.out), once)

    def sleeper(self, name="sleeper", script="import time; time.sleep(60)"):
        return self.stage.start(name, [sys.executable, "-c", script])

    def test_every_step_is_one_line_and_the_end_is_good(self):
        status = self.perform(Tale(lambda: ("all 200", 0.083), lambda: ("done", 2.5)))
        self.assertEqual(0, status)
        lines = [line.split() for line in self.out.getvalue().splitlines() if "step" in line]
        self.assertEqual(["step", "0", "all", "200", "83", "ms"], lines[0][1:])
        self.assertEqual(["step", "1", "done", "2.5", "s"], lines[1][1:])

    def test_a_step_that_fails_ends_it_badly_and_clears_the_stage(self):
        played = []
        process = self.sleeper()
        status = self.perform(Tale(lambda: ("well", 0), fail, lambda: played.append("too far")))
        self.assertEqual(1, status)
        self.assertIn("it was 200, not 403", self.out.getvalue())
        self.assertEqual([], played)
        self.assertIsNotNone(process.poll())

    def test_an_error_nobody_thought_of_clears_the_stage_too(self):
        process = self.sleeper()
        self.assertEqual(1, self.perform(Tale(lambda: 1 / 0)))
        self.assertIn("division by zero", self.out.getvalue())
        self.assertIsNotNone(process.poll())

    def test_interrupting_once_is_no_success(self):
        process = self.sleeper()
        self.assertEqual(1, self.perform(Tale(lambda: os.kill(os.getpid(), signal.SIGINT) or time.sleep(5))))
        self.assertIsNotNone(process.poll())

    def test_staying_ends_well_by_an_interrupt(self):
        self.sleeper()
        threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        self.assertEqual(0, self.perform(Tale(lambda: ("well", 0)), once=False))
        self.assertIn("and then?", self.out.getvalue())

    def test_a_process_that_does_not_listen_is_killed_with_its_children(self):
        stubborn = (
            "import os, signal, time\n"
            "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
            "os.fork()\n"
            "print('ready', flush=True)\n"
            "time.sleep(60)\n"
        )
        process = self.sleeper("stubborn", stubborn)
        log = self.stage.log_of("stubborn")
        self.stage.wait_until("both run", lambda: log.read_text().count("ready") == 2, 10)
        with patched(stage, "PATIENCE", 0.2):
            self.assertEqual([], self.stage.clear())
        self.assertTrue(stage.eventually(lambda: no_group(process.pid)))

    def test_a_port_that_stays_in_use_is_told(self):
        port = self.stage.choose("127.0.0.1", 0)
        self.sleeper()
        with socket.socket() as squatter, patched(stage, "PATIENCE", 0.3):
            squatter.bind(("127.0.0.1", port))
            squatter.listen(1)
            self.assertEqual([f"Port {port} of 127.0.0.1 is still in use."], self.stage.clear())

    def test_a_busy_port_is_said_before_anything_starts(self):
        with socket.socket() as busy:
            busy.bind(("127.0.0.1", 0))
            busy.listen(1)
            port = busy.getsockname()[1]
            with self.assertRaises(stage.Busy) as raised:
                self.stage.reserve("0.0.0.0", port, "REST API", "or choose another")
        self.assertIn(f"Port {port} (REST API) is in use", str(raised.exception))
        self.assertFalse(self.stage.was_used)

    def test_chosen_ports_differ(self):
        first = self.stage.choose("127.0.0.1", 0)
        self.assertNotEqual(first, self.stage.choose("127.0.0.1", first))

    def test_a_death_is_noticed_with_its_last_words(self):
        self.sleeper("mortal", "print('first'); print('goodbye'); exit(3)")
        with self.assertRaises(stage.Died) as raised:
            self.stage.wait_until("never", lambda: False, 10)
        self.assertRegex(str(raised.exception), "mortal ended with status 3: goodbye")


class MeshTest(unittest.TestCase):
    def setUp(self):
        answers = self.answers = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, instance, delay = answers.pop(0) if len(answers) > 1 else answers[0]
                time.sleep(delay)
                self.send_response(status)
                self.send_header("x-echo-instance", instance)
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = self.server.server_address
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def ask(self):
        return mesh.request(self.address)

    def test_waits_for_the_answer_that_is_wanted(self):
        self.answers += [(200, "a", 0), (200, "a", 0), (403, "", 0)]
        answer, passed = mesh.until(self.ask, lambda each: each.status == 403, "the denial")
        self.assertEqual(403, answer.status)
        self.assertGreater(passed, 0)

    def test_says_what_did_not_happen(self):
        self.answers += [(200, "a", 0)]
        with self.assertRaises(mesh.Unexpected) as raised:
            mesh.until(self.ask, lambda each: each.status == 403, "the denial", seconds=0.1)
        self.assertIn("the denial did not happen in 0.1 s; the last answer was 200", str(raised.exception))

    def test_overlapping_questions_find_when_the_change_came(self):
        self.answers += [(200, "a", 0.4)] * 3 + [(504, "", 0.2)]
        answer, passed = mesh.until_overlapping(self.ask, lambda each: each.status == 504, "the timeout")
        self.assertEqual(504, answer.status)
        self.assertGreaterEqual(passed, 3 * 0.05)

    def test_counts_by_instance(self):
        self.answers += [(200, "v1", 0), (200, "v2", 0), (200, "v1", 0)]
        self.assertEqual({"v1": 9, "v2": 1}, mesh.shares(self.ask, 10))

    def test_a_lost_request_is_no_share(self):
        self.answers += [(200, "v1", 0), (503, "", 0)]
        with self.assertRaises(mesh.Unexpected):
            mesh.shares(self.ask, 3)

    def test_nobody_there_is_status_zero(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            self.assertEqual(0, mesh.request(closed.getsockname()).status)


def no_group(number):
    try:
        os.killpg(number, 0)
        return False
    except ProcessLookupError:
        return True


@contextlib.contextmanager
def patched(module, name, value):
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


if __name__ == "__main__":
    unittest.main()
