"""Time expressions: found by their words, read on the calendar."""

from reportedly.extract.times.find import dated, find_times, printed
from reportedly.extract.times.ranges import stretches

__all__ = ["dated", "find_times", "printed", "stretches"]
