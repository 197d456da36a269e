"""What is said to have happened: triggers, their parts, where and when."""

from reportedly.extract.events.find import find_events
from reportedly.extract.events.roles import without_mere_people

__all__ = ["find_events", "without_mere_people"]
