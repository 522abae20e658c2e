"""`streamlit run` with a stopwatch around every run of the script.

One JSON line a run goes to the file that BENCHMARK_TIMES names, after the run, so that writing it
is in no figure. The script time ends where Streamlit starts to clean up and tells the browser.
"""

from __future__ import annotations

import json
import os
import time
from functools import wraps
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import cli

from benchmarks.servers import TIMES_VARIABLE


def measure_into(path: Path) -> None:
    """Take the time of every run of the script from now on.

    Args:
        path: File that gets one line a run: script_s (script alone), script_cpu_s (of these,
            seconds on a processor), whole_s (with the clean-up and the garbage collection that
            Streamlit does after it).
    """
    run_script = ScriptRunner._run_script
    on_script_finished = ScriptRunner._on_script_finished

    @wraps(run_script)
    def timed_run(runner: ScriptRunner, rerun_data: Any) -> None:  # noqa: ANN401 - passed on
        started, started_cpu = time.perf_counter(), time.thread_time()
        run_script(runner, rerun_data)
        whole_s = time.perf_counter() - started
        finished, finished_cpu = vars(runner)["_benchmark_finished"]
        times = {
            "script_s": finished - started,
            "script_cpu_s": finished_cpu - started_cpu,
            "whole_s": whole_s,
        }
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(times) + "\n")

    @wraps(on_script_finished)
    def timed_finish(runner: ScriptRunner, *args: Any) -> None:  # noqa: ANN401 - passed on
        vars(runner)["_benchmark_finished"] = time.perf_counter(), time.thread_time()
        on_script_finished(runner, *args)

    setattr(ScriptRunner, "_run_script", timed_run)  # noqa: B010 - mypy forbids assignment
    setattr(ScriptRunner, "_on_script_finished", timed_finish)  # noqa: B010


if __name__ == "__main__":
    measure_into(Path(os.environ[TIMES_VARIABLE]))
    cli.main()
