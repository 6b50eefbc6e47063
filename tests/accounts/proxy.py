"""A proxy that notes what a client says to a server, and breaks the connection when it is told to."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager


class Recorder:
    """What went through: `said` holds the lines of the client."""

    def __init__(self, server_port: int, breaks_at: Callable[[bytes], bool]) -> None:
        self.said: list[bytes] = []
        self.connections = 0
        self._server_port = server_port
        self._breaks_at = breaks_at
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])

    def words(self) -> str:
        """Return everything the client said, without its password."""
        return b"".join(self.said).decode("utf-8", "replace")

    def serve(self) -> None:
        """Take connections until the listener is closed."""
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            server = socket.socket()
            server.connect(("127.0.0.1", self._server_port))
            threading.Thread(target=self._copy, args=(server, client, False), daemon=True).start()
            threading.Thread(target=self._copy, args=(client, server, True), daemon=True).start()

    def _copy(self, source: socket.socket, target: socket.socket, from_client: bool) -> None:
        try:
            while data := source.recv(65536):
                if from_client:
                    self.said.append(data)
                    if self._breaks_at(data):
                        break
                target.sendall(data)
        except OSError:
            pass
        for one in (source, target):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def close(self) -> None:
        """Take no more connections."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def recording(server_port: int, breaks_at: Callable[[bytes], bool] = lambda data: False) -> Iterator[Recorder]:
    """Run a proxy before a server; it breaks a connection when `breaks_at` says so of what the client says."""
    recorder = Recorder(server_port, breaks_at)
    thread = threading.Thread(target=recorder.serve, daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        recorder.close()
        thread.join(5)


@contextmanager
def silent() -> Iterator[int]:
    """Listen on a port and never answer."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield int(listener.getsockname()[1])
