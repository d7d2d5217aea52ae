"""A proxy that hands a request on, and loses the answer where it is told to."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingTCPServer

AT_ONCE = 65_536


class LossyProxy(ThreadingTCPServer):
    """Listens on a free port, and stands before another."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, behind: int, loses: Callable[[], bool]) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.behind, self.loses, self.lost = behind, loses, 0

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self.server_address[1]
        return port


class _Connection(BaseRequestHandler):
    server: LossyProxy

    def handle(self) -> None:
        loses = self.server.loses()
        with socket.create_connection(("127.0.0.1", self.server.behind)) as server:
            threading.Thread(
                target=_pass_on, args=(self.request, server), daemon=True
            ).start()
            # The first word of the answer: by now whatever was asked is committed.
            answer = server.recv(AT_ONCE)
            if loses:
                self.server.lost += 1
                return
            while answer:
                self.request.sendall(answer)
                answer = server.recv(AT_ONCE)


def _pass_on(reader: socket.socket, writer: socket.socket) -> None:
    try:
        while said := reader.recv(AT_ONCE):
            writer.sendall(said)
    except OSError:
        return  # One of the two has gone.


@contextmanager
def lossy_proxy(behind: int, loses: Callable[[], bool]) -> Iterator[LossyProxy]:
    """Run one until the block ends."""
    with LossyProxy(behind, loses) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
