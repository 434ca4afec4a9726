"""Hands a command to the server of forks, and ends as the command does: a `wecomplish` that starts at once.

Run as a script, by the file that `forks.Forks` makes for it: `python -ISB fork_client.py SOCKET ARGUMENT…`.
It imports only what Python has loaded anyway.
"""

from __future__ import annotations

import _socket
import marshal
import os
import sys

SIZE = 4


def ask(
    address: str, arguments: list[str], cwd: str, env: dict[bytes, bytes], streams: tuple[int, ...]
) -> int:
    """Have a command run with these streams; returns its exit status, negative if a signal ended it."""
    return answered(begin(address, arguments, cwd, env, streams))


def begin(
    address: str, arguments: list[str], cwd: str, env: dict[bytes, bytes], streams: tuple[int, ...]
) -> _socket.socket:
    """Have a command run with these streams; returns where its exit status will be told."""
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.connect(address)
    request = marshal.dumps((arguments, cwd, env))
    handles = b"".join(each.to_bytes(SIZE, sys.byteorder) for each in streams)
    connection.sendmsg(
        [len(request).to_bytes(SIZE, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, handles)]
    )
    connection.sendall(request)
    return connection


def answered(connection: _socket.socket) -> int:
    """Wait for a command's exit status."""
    answer = connection.recv(SIZE)
    connection.close()
    if not answer:
        raise ConnectionError("the server of forks has ended")
    return int.from_bytes(answer, "big", signed=True)


if __name__ == "__main__":
    status = ask(sys.argv[1], sys.argv[2:], os.getcwd(), dict(os.environb), (0, 1, 2))
    os._exit(status if status >= 0 else 128 - status)
