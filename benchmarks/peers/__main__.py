"""Run one tool over reports: see the package."""

from __future__ import annotations

import importlib
import json
import sys
import time
from importlib.metadata import version

from benchmarks.peers import PEERS, Answerer


def main() -> None:
    peer = PEERS[sys.argv[1]]
    answer: Answerer = importlib.import_module(f"benchmarks.peers.{peer.module}").load()
    reports = [json.loads(line) for line in sys.stdin]
    start = time.perf_counter()
    answers = [{"id": report["id"], "answer": answer(report["text"], report["published"])} for report in reports]
    seconds = time.perf_counter() - start
    print(json.dumps({"versions": {name: version(name) for name in peer.packages}, "seconds": seconds}))
    for row in answers:
        print(json.dumps(row))


if __name__ == "__main__":
    main()
