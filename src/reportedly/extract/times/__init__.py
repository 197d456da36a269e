"""Time expressions: found by their words, read on the calendar."""

from reportedly.extract.times.find import dated, find_times, printed

__all__ = ["dated", "find_times", "printed"]
