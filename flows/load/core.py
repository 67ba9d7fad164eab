"""A load from paths to published warehouse, without Prefect: plan, batches, publish, summary.

`run` is what the flow wraps and what runs directly where no Prefect server is at hand; both are the same load.
"""

import os
from concurrent.futures.process import BrokenProcessPool

from flows.errors import DuixianError, LoadError
from flows.load import afterwards, failures, state
from flows.load.batches import BrokenRulesError, Submit, submit_directly
from flows.load.request import Request
from flows.load.runners import LostWorkerError
from flows.load.steps import Run
from flows.settings import Settings
from flows.telling import notice
from flows.telling.progress import Reporter
from flows.telling.summary import Summary, Tally
from seeds import SeedError
from warehouse import load, lock, publish

__all__ = ["Request", "Submit", "run", "submit_directly"]


def run(
    request: Request,
    settings: Settings,
    reporter: Reporter,
    *,
    submit: Submit = submit_directly,
    prefect_flow_run_id: str | None = None,
) -> Summary:
    """Load what the paths hold and publish it.

    Raises NothingToDoError where there is no file at all, and LoadError where nothing was published: the live warehouse
    is then as it was. Missing paths are said, and named in the summary; the others load.
    """
    paths = [*request.paths, *request.listed]
    missing = [path for path in paths if not os.path.exists(path)]  # noqa: PTH110 (no error on long names)
    for path in missing:
        reporter.say(f"no such file or folder: {path}")
    try:
        this = Run(request, settings, reporter, prefect_flow_run_id)
    except SeedError as error:
        raise LoadError(f"{error}; nothing was published") from error
    this.search.find([path for path in paths if path not in missing])
    try:
        total = _load(this, submit)
    except DuixianError as error:
        this.fail(error)
        raise
    except Exception as error:
        # a fault of ours: nobody watches the terminal of a scheduled run, so it is told as well
        this.fail(LoadError(f"{type(error).__name__}: {error}; nothing was published"))
        raise
    summary = this.summarise(total, missing)
    afterwards.carry_out(settings, summary)
    for warning in summary.warnings:
        reporter.say(warning)
    notice.tell(notice.of_summary(summary), settings, reporter.say)
    return summary


def _load(this: Run, submit: Submit) -> Tally:
    """Build, check and publish; what the warehouse then holds. Raises LoadError."""
    settings, say = this.settings, this.reporter.say
    try:
        with publish.open_build(
            settings.warehouse,
            purpose=f"ingest {this.run_id}",
            timeout=settings.lock_wait_seconds,
            rebuild=this.request.rebuild and this.request.only is None,
            on_wait=lambda holder: say(f"waiting: the warehouse is being written by {holder or 'another process'}"),
            meanwhile=this.look_for_news,
        ) as build:
            this.recover(build)
            this.load(build.con, submit)
            this.record(build)
            total = state.tally(build.con)
            this.check(build)
            build.publish(keep_previous=this.has_news)
    except (publish.BuildError, lock.WarehouseLockedError) as error:
        raise LoadError(str(error)) from error
    except (SeedError, BrokenRulesError) as error:
        raise LoadError(f"{error}; nothing was published") from error
    except load.InvalidRowsError as error:
        raise LoadError(f"{error}: see the seed that they are made from; nothing was published") from error
    except (BrokenProcessPool, LostWorkerError) as error:
        raise LoadError(
            "a process that read a batch was killed, perhaps for want of memory: set fewer workers or a smaller "
            "memory_limit_mb; nothing was published"
        ) from error
    except OSError as error:
        raise LoadError(
            f"{error.filename or settings.warehouse}: {error.strerror or error}; nothing was published"
        ) from error
    failures.forget(settings.warehouse)
    return total
