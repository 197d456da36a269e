"""Who acts, speaks or suffers: names, phrases and pronouns, and which of them are one."""

from reportedly.extract.parties.index import Parties, find_parties

__all__ = ["Parties", "find_parties"]
