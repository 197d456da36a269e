"""How right Reportedly is on public corpora, next to the tools that do a piece of its work, and how fast.

One module a corpus: :mod:`benchmarks.gold`, :mod:`benchmarks.polnear`, :mod:`benchmarks.times`,
:mod:`benchmarks.places`, :mod:`benchmarks.muc4`. ``python -m benchmarks DATA`` runs them; README.md here says how DATA
is laid out. The other tools (:mod:`benchmarks.peers`) run in environments of their own and never import Reportedly.
"""
