"""Work spread over processes. A process that is killed costs the one task that it cannot do, and nothing else."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Final, TypeVar

__all__ = ["run_tasks"]

Task = TypeVar("Task")
Result = TypeVar("Result")
_AHEAD: Final = 3  # chunks for each process that wait or are worked on: more would only fill the memory


def run_tasks(
    work: Callable[[Sequence[Task]], list[Result]],
    tasks: Sequence[Task],
    jobs: int,
    chunk: int,
    killed: Callable[[Task], Result],
) -> Iterator[Result]:
    """Yield what becomes of each task, in no order.

    Args:
        work: does some tasks; a function of a module, since processes look it up by name.
        tasks: what is to be done.
        jobs: processes; with one the work is done here.
        chunk: tasks given to a process at once.
        killed: says what becomes of a task that kills its process twice.
    """
    chunks = [tasks[i : i + chunk] for i in range(0, len(tasks), chunk)]
    if jobs == 1 or len(tasks) <= 1:
        for some in chunks:
            yield from work(some)
        return
    suspects: list[Task] = []
    waiting = deque(chunks)
    while waiting:
        yield from _run(work, waiting, min(jobs, len(chunks)), suspects)
    for task in suspects:
        yield _run_alone(work, task, killed)


def _run(
    work: Callable[[Sequence[Task]], list[Result]], waiting: deque[Sequence[Task]], jobs: int, suspects: list[Task]
) -> Iterator[Result]:
    """Do what waits, until it is done or a process dies; what was in work then are suspects."""
    with ProcessPoolExecutor(jobs) as pool:
        running: dict[Future[list[Result]], Sequence[Task]] = {}
        broken = False
        while running or (waiting and not broken):
            while waiting and not broken and len(running) < jobs * _AHEAD:
                some = waiting.popleft()
                try:
                    running[pool.submit(work, some)] = some
                except BrokenProcessPool:
                    waiting.appendleft(some)
                    broken = True
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                some = running.pop(future)
                try:
                    found = future.result()
                except BrokenProcessPool:
                    suspects.extend(some)
                    broken = True
                else:
                    yield from found


def _run_alone(work: Callable[[Sequence[Task]], list[Result]], task: Task, killed: Callable[[Task], Result]) -> Result:
    for _ in range(2):
        with ProcessPoolExecutor(1) as pool:
            try:
                return pool.submit(work, [task]).result()[0]
            except BrokenProcessPool:
                continue
    return killed(task)
