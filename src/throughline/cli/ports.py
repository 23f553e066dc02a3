"""Whether the web pages can have the port that they are to be served on."""

import socket

from throughline.refused import Refused


class PortTaken(Refused):
    """Somebody else answers there, or nobody may."""


def check_port_is_free(host: str, port: int) -> None:
    """The web server would wait in silence, or share the port with a stranger.

    Raises:
        PortTaken: when the port cannot be listened on.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(place)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise PortTaken(
            f"The pages cannot be served on {host}, port {port}: {reason}. "
            "Stop what runs there, or choose another with --port."
        ) from None
