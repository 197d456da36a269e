"""Incidents of the desk in the columns of others' codebooks: ACLED, UCDP GED, PLOVER.

Each writer takes incidents one at a time and counts what its codebook can't hold: :class:`LeftOut` counts incidents that
got no row, :class:`NotKept` what a row does not hold of its incident. The rows are our records in others' columns, never
their data.
"""

from reportedly.codebooks.acled import write_acled
from reportedly.codebooks.plover import write_plover
from reportedly.codebooks.reasons import LeftOut, NotKept
from reportedly.codebooks.ucdp import write_ucdp

__all__ = ["LeftOut", "NotKept", "write_acled", "write_plover", "write_ucdp"]
