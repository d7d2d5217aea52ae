"""A mail server that keeps what it takes, and has the faults that mail servers have."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from enum import Enum
from socketserver import StreamRequestHandler, ThreadingTCPServer


class Mood(Enum):
    """How it behaves towards whoever comes now."""

    WELL = "takes what comes"
    HANGS = "accepts connections and says nothing"
    DIES = "takes a mail, and is gone before it says so"


class MailServer(ThreadingTCPServer):
    """Listens on a free port of the loopback address."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mood = Mood.WELL
        self.seconds_a_mail = 0.0
        self.released = threading.Event()
        self._taken: list[Message] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self.server_address[1]
        return port

    @property
    def taken(self) -> list[Message]:
        """The mails that it has taken, in their order."""
        return list(self._taken)

    def take(self, message: Message) -> None:
        """Keep a mail."""
        self._taken.append(message)

    def times(self) -> Counter[str]:
        """How often each mail came, by its number."""
        return Counter(str(mail["Message-ID"]) for mail in self.taken)

    def forget(self) -> None:
        """Keep none of what came so far."""
        self._taken.clear()

    @contextmanager
    def being(self, mood: Mood) -> Iterator[None]:
        """Behave so for as long as the block runs."""
        self.mood = mood
        self.released.clear()
        try:
            yield
        finally:
            self.mood = Mood.WELL
            self.released.set()


class _Session(StreamRequestHandler):
    """One connection."""

    server: MailServer

    def handle(self) -> None:
        if self.server.mood is Mood.HANGS:
            self.server.released.wait()
            return
        try:
            self._talk()
        except OSError:
            return  # Whoever it was has gone.

    def _talk(self) -> None:
        self._say("220 mail.example")
        while line := self.rfile.readline():
            verb = line.strip().upper()
            if verb == b"DATA":
                # It looks at whom a mail is from and to before it asks for the mail.
                time.sleep(self.server.seconds_a_mail)
                self._say("354 Go on")
                if not self._take() or self.server.mood is Mood.DIES:
                    return
                self._say("250 Taken")
            elif verb == b"QUIT":
                self._say("221 Goodbye")
                return
            else:
                self._say("250 Well")

    def _take(self) -> bool:
        """Whether a whole mail came."""
        lines: list[bytes] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                self.server.take(message_from_bytes(b"".join(lines)))
                return True
            lines.append(line.removeprefix(b"."))
        return False

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run one until the block ends."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
