"""What is said to have happened: triggers, their parts, where and when."""

from reportedly.extract.events.find import find_events

__all__ = ["find_events"]
