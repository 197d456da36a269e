"""Reading at a visitor's request: in processes of their own, few at a time, and not longer than so many seconds.

What strangers send may be made to keep a reader busy, or to break it. A process can be ended; nothing else waits for it.
"""

from __future__ import annotations

import logging
import multiprocessing
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from reportedly.acquire.files import BadInput
from reportedly.store.database import DeskError
from reportedly.web.given import Given

PROCESSES = 2
WAITING = 6
"""How many may wait for their turn; who comes then is asked to come again."""

SECONDS = 40.0
STARTING_SECONDS = 120.0
"""How long a process may take to load the spaCy pipeline, once."""

LONG = 100_000
"""Bytes of a report, after which a process is ended: it would keep the memory that it needed."""

Found = TypeVar("Found")
_log = logging.getLogger("reportedly.web")
_context = multiprocessing.get_context("spawn")


class Busy(Exception):
    """All processes read, and as many as may wait do."""


def load_pipeline() -> None:
    """Load the spaCy pipeline that reads."""
    from reportedly.parse import load  # spaCy takes long to import, and the process that serves needs none of it

    load()


class Readings:
    """The processes. Each is started when it is first needed, and anew when it was ended. Safe to share between threads.

    ``processes`` read at a time, each for ``seconds`` at most; ``waiting`` more may wait. ``prepare`` is what a process does
    first, once.
    """

    def __init__(
        self, processes: int = PROCESSES, waiting: int = WAITING, seconds: float = SECONDS,
        prepare: Callable[[], object] = load_pipeline,
    ) -> None:
        self.seconds = seconds
        self._places = threading.BoundedSemaphore(processes + waiting)
        self.workers = [_Worker(prepare) for _ in range(processes)]
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for worker in self.workers:
            self._idle.put(worker)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in the line, for all that is to be done before the reading as well.

        Raises:
            Busy: the line is full.
        """
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            yield
        finally:
            self._places.release()

    def call(self, work: Callable[..., Found], given: Given, *arguments: Any) -> Found:
        """What ``work`` makes of a report, in the first process that is free; to be called within :meth:`place`.

        Raises:
            BadInput: the report can't be read, or not within the time.
            DeskError: the desk can't be opened or written.
        """
        worker = self._idle.get()
        try:
            found: Found = worker.call(work, (given, *arguments), self.seconds)
        finally:
            if len(given.content) > LONG:
                worker.end()
            self._idle.put(worker)
        return found

    def close(self) -> None:
        """End the processes, whatever they are at, for good."""
        for worker in self.workers:
            worker.end(for_good=True)


class _Worker:
    """A process that does one thing after another; used by one thread at a time, but ended by any."""

    def __init__(self, prepare: Callable[[], object]) -> None:
        self._prepare = prepare
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._is_over = False
        self._changing = threading.Lock()

    @property
    def is_started(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    def call(self, work: Callable[..., Any], arguments: tuple[Any, ...], seconds: float) -> Any:
        """What the process makes of it; an error of it is raised here."""
        try:
            pipe = self._pipe or self._started()
            pipe.send((work, arguments))
            if not pipe.poll(seconds):
                self.end()
                raise BadInput(f"reading takes more than {seconds:g} seconds: give a shorter text")
            result = pipe.recv()
        except (OSError, EOFError):
            self.end()
            raise BadInput("reading this broke off: give a shorter text, or try again later") from None
        if isinstance(result, Exception):
            raise result
        return result

    def _started(self) -> Connection:
        with self._changing:
            if self._is_over:
                raise EOFError
            pipe, theirs = _context.Pipe()
            process = _context.Process(target=_serve, args=(theirs, self._prepare), daemon=True, name="reading")
            process.start()
            theirs.close()
            self._process, self._pipe = process, pipe
        if not pipe.poll(STARTING_SECONDS):
            raise EOFError
        pipe.recv()
        return pipe

    def end(self, *, for_good: bool = False) -> None:
        """End the process, if there is one; the next call starts another, unless it is for good."""
        with self._changing:
            self._is_over = self._is_over or for_good
            process, self._process, self._pipe = self._process, None, None
            if process is not None:
                process.kill()
                process.join()


def _serve(pipe: Connection, prepare: Callable[[], object]) -> None:
    """What a process does: prepare itself, say so, and do what it is asked until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()
    pipe.send(None)
    while True:
        try:
            work, arguments = pipe.recv()
        except EOFError:
            return
        pipe.send(_done(work, arguments))


def _done(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What came of it; an error is given and not raised."""
    try:
        return work(*arguments)
    except BadInput as error:
        return BadInput(str(error))
    except DeskError as error:
        return DeskError(str(error))
    except Exception as error:
        _log.exception("a reading failed")
        return RuntimeError(f"a reading failed: {type(error).__name__}")
