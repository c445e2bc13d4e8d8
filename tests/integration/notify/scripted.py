"""A server on loopback that does exactly as it is told, also what no real one would: one function a connection."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.integration.notify.certificates import ServerFiles

EHLO = "250-mail.city.invalid\r\n250 SIZE 1000000\r\n"


@dataclass
class Talk:
    """One connection, seen from the server."""

    sock: socket.socket
    heard: list[str]
    files: ServerFiles
    over: threading.Event

    def say(self, text: str | bytes) -> None:
        self.sock.sendall(text if isinstance(text, bytes) else text.encode())

    def hear(self) -> str:
        """A line; empty when the client hung up."""
        line = b""
        while not line.endswith(b"\n"):
            byte = self.sock.recv(1)
            if not byte:
                break
            line += byte
        self.heard.append(line.decode("utf-8", "replace").rstrip("\r\n") or ("-" if line else ""))
        return self.heard[-1]

    def hear_mail(self) -> None:
        """Hear lines up to the dot that ends a mail, or the client hangs up."""
        while self.hear() not in (".", ""):
            pass

    def protect(self) -> None:
        """Start TLS."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.files.certificate, self.files.key)
        self.sock = context.wrap_socket(self.sock, server_side=True)

    def greet(self, *, extensions: str = EHLO) -> None:
        """Up to a protected session."""
        self.say("220 mail.city.invalid\r\n")
        self.hear()
        self.say("250-mail.city.invalid\r\n250 STARTTLS\r\n")
        self.hear()
        self.say("220 go ahead\r\n")
        self.protect()
        self.hear()
        self.say(extensions)

    def answer(self, answers: Sequence[str]) -> None:
        """Hear a line, say the next answer."""
        for answer in answers:
            if not self.hear():
                return
            self.say(answer + "\r\n")


@dataclass
class Scripted:
    """A running one."""

    port: int
    heard: list[str] = field(default_factory=list)
    connections: int = 0


@contextmanager
def scripted(files: ServerFiles, *scripts: Callable[[Talk], None]) -> Iterator[Scripted]:
    """Serve connections: the first by the first script, and so on, the rest by the last."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = Scripted(port=listening.getsockname()[1])
        open_now: list[socket.socket] = []

        def converse(sock: socket.socket, script: Callable[[Talk], None]) -> None:
            talk = Talk(sock, running.heard, files, over)
            with suppress(OSError, ValueError):
                script(talk)
            with suppress(OSError):
                talk.sock.close()

        def serve() -> None:
            while not over.is_set():
                with suppress(OSError):
                    sock, _ = listening.accept()
                    if over.is_set():
                        sock.close()
                        return
                    open_now.append(sock)
                    script = scripts[min(running.connections, len(scripts) - 1)]
                    running.connections += 1
                    threads.append(threading.Thread(target=converse, args=(sock, script), daemon=True))
                    threads[-1].start()

        threads = [threading.Thread(target=serve, daemon=True)]
        threads[0].start()
        try:
            yield running
        finally:
            over.set()
            for sock in open_now:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
                sock.close()
            with suppress(OSError), socket.create_connection(("127.0.0.1", running.port), timeout=1):
                pass
            for thread in list(threads):
                thread.join(10)
                assert not thread.is_alive()
