"""What every export onto a stream must hold."""

from __future__ import annotations

import io
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from reportedly.weigh.types import DeskIncident
from tests.publish.desk_sample import Many, incidents

Writer = Callable[[Iterable[DeskIncident], TextIO], Counter[str]]


def written(write: Writer, sample: Iterable[DeskIncident]) -> str:
    """What the writer writes of these incidents."""
    stream = io.StringIO()
    write(sample, stream)
    return stream.getvalue()


def check_streaming(write: Writer) -> None:
    """It writes while incidents still come, holds one at a time, asks for each once, and gives the same bytes twice."""
    stream, many = io.StringIO(), Many(3000)
    lengths = []

    def watched() -> Iterator[DeskIncident]:
        for incident in many:
            lengths.append(stream.tell())
            yield incident

    write(watched(), stream)
    assert many.asked == len(lengths) == 3000
    assert many.most_alive <= 2
    assert all(earlier < later for earlier, later in itertools.pairwise(lengths[1:]))
    assert written(write, incidents()) == written(write, iter(incidents()))
