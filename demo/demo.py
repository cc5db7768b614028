#!/usr/bin/env python3
"""Shows the mesh at work: a control plane, two instances of `backend`, one `web`, and three real Envoys between them.

Everything goes through what a user has: the REST API and `kuma-dp run`. The steps are in story.py. Afterwards it stays until
Ctrl-C; with --once it ends, with status 0 only if every step gave what it should. Either way nothing is left running.
"""

import argparse
import os
import pathlib
import shutil
import signal
import sys

from screen import Screen
from stage import Busy, Stage
from story import Story

HERE = pathlib.Path(__file__).resolve().parent
DISTRIBUTION = HERE.parent / "deployment" / "target" / "kuma"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--once", action="store_true", help="end after the last step")
    options.add_argument("--distribution", type=pathlib.Path, default=DISTRIBUTION, help="a built control plane")
    options.add_argument("--state", type=pathlib.Path, default=HERE / "target", help="logs and data; emptied first")
    given = options.parse_args()

    screen = Screen(sys.stdout)
    envoy = os.environ.get("ENVOY") or shutil.which("envoy")
    if not envoy:
        screen.problem("There is no Envoy: ENVOY=/path/to/envoy names one, scripts/envoy.sh fetches one.")
        return 1
    if not (given.distribution / "bin" / "kuma-cp").exists():
        screen.problem(f"There is no control plane in {given.distribution}: `make demo` builds it first.")
        return 1

    # A supervisor's SIGTERM and a closed terminal end the demo as Ctrl-C does: through the same door, stopping everything.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, interrupt)
    shutil.rmtree(given.state, ignore_errors=True)
    stage = Stage(given.state)
    return perform(stage, lambda: Story(stage, given.distribution, envoy), screen, given.once)


def perform(stage, story, screen, once):
    """Plays a story on a stage and clears the stage, whatever happens. Returns the exit status."""
    well = False
    try:
        well = play(story(), stage, screen, once)
    except Busy as busy:
        screen.problem(str(busy))
    except KeyboardInterrupt:
        well = not once
        screen.line("")
    finally:
        # From here on a second Ctrl-C would only leave something behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        left = stage.clear()
    for each in left:
        screen.problem(each)
    if stage.was_used and not left:
        screen.line("  Everything is stopped: no process and no port is left.")
    return 0 if well and not left else 1


def play(story, stage, screen, once):
    """All steps in order, up to the first that does not give what it should."""
    screen.title(story.title)
    for step in story.steps:
        with screen.step(step.title) as shown:
            shown.result, shown.seconds = step.play()
        if shown.error:
            screen.problem(f"It should have been otherwise; the logs are in {stage.directory}")
            return False
    if not once:
        screen.paragraph(story.what_next())
        while True:
            stage.wait_for_a_death()
    return True


def interrupt(number, frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
