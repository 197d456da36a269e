"""Which events are one happening, what each source says of it, and where they differ."""

from reportedly.extract.incidents.find import find_incidents

__all__ = ["find_incidents"]
