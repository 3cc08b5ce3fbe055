"""Run commands of nbgrader and of this package, each in a process of its own, quickly.

nbgrader takes seconds to load. This process loads it once and forks for each command, which then
begins where its command line begins. Questions come and answers go as lines of JSON.
"""

import atexit
import gc
import json
import os
import sys
from pathlib import Path

import nbclient
import nbformat
import nbgrader.apps
import nbgrader.apps.nbgraderapp
import nbgrader.exchange
import nbgrader.plugins
import nbgrader.server_extensions.formgrader.formgrader
from sqlalchemy import create_engine
from sqlalchemy.orm import configure_mappers

import autograder.cli
import autograder.notebooks.nbgrader


def execute():
    """Run all cells of a notebook in a kernel, as JupyterLab would, and keep what they show."""
    path = Path(sys.argv[1])
    notebook = nbformat.read(path, as_version=4)
    about = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(notebook, allow_errors=True, resources=about).execute()
    nbformat.write(notebook, path)


MAINS = {
    "execute": execute,
    "nbgrader": nbgrader.apps.nbgraderapp.main,
    "autograder": autograder.cli.app,
}


def run(command, cwd, log):
    """Become the command; never returns."""
    os.chdir(cwd)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.argv = command
    status = 70
    try:
        MAINS[command[0]]()
        status = 0
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    finally:
        atexit._run_exitfuncs()  # as in any process; but its memory need not be given back
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def main():
    """Answer until nobody asks any more."""
    log = Path(sys.argv[1])
    configure_mappers()
    create_engine("sqlite://").connect().close()
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        process = os.fork()
        if process == 0:
            run(asked["command"], asked["cwd"], log)
        _, status = os.waitpid(process, 0)
        answer = {"status": os.waitstatus_to_exitcode(status), "said": log.read_text("utf-8")}
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
