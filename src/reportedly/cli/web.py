"""The verb that puts a desk on the web."""

from __future__ import annotations

import functools
import socket
from contextlib import suppress
from typing import Annotated

import typer

from reportedly.cli.common import EXIT_BAD_INPUT, app, fail, say
from reportedly.cli.desk import DESK, DeskOption, opened

PATIENCE = 5
"""Seconds that requests have to end once the server is told to."""


@app.command()
def serve(
    desk: DeskOption = DESK,
    host: Annotated[str, typer.Option("--host", help="The address to listen on; 0.0.0.0: all there are.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    processes: Annotated[int, typer.Option("--processes", min=1, metavar="N", help="How many processes answer.")] = 1,
    guard: Annotated[bool, typer.Option(
        "--guard/--no-guard", help="Keep details of violence against children and named victims behind a click.")] = True,
    support: Annotated[str, typer.Option(
        "--support", metavar="TEXT", envvar="REPORTEDLY_SUPPORT", help="A line on each page that asks for support.")] = "",
    root_path: Annotated[str, typer.Option("--root-path", metavar="PATH", help="Where a proxy has the desk: /desk.")] = "",
) -> None:
    """Put a desk on the web, for anyone to read. Ctrl-C ends it."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from reportedly.web.app import create_app

    if root_path and not root_path.startswith("/"):
        fail(f"--root-path begins with a slash: /{root_path}", EXIT_BAD_INPUT)
    with opened(desk):
        make = functools.partial(create_app, desk, root_path=root_path.rstrip("/"), guard=guard, support=support)
        application = make() if processes == 1 else make
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with _tcp(socket.create_server((host, port), family=family)) as listening:
        shown = f"[{host}]" if ":" in host else host
        say(f"the desk is at http://{shown}:{listening.getsockname()[1]}{root_path.rstrip('/')}/ (Ctrl-C ends it)")
        config = uvicorn.Config(application, factory=processes > 1, workers=processes, log_level="warning", server_header=False,
                                timeout_graceful_shutdown=PATIENCE)
        with suppress(KeyboardInterrupt):
            if processes > 1:
                Multiprocess(config, sockets=[listening]).run()
            else:
                uvicorn.Server(config).run(sockets=[listening])
        say("ended")


def _tcp(made: socket.socket) -> socket.socket:
    """The same socket, knowing its protocol: asyncio sends small answers at once (TCP_NODELAY) only where it is told TCP."""
    return socket.socket(fileno=made.detach())
