"""Time expressions: found by their words, read on the calendar."""

from reportedly.extract.times.find import find_times

__all__ = ["find_times"]
