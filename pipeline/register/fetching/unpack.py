"""A body as it was before the server packed it, never larger than it may be."""

import zlib

_MOST_LAYERS = 3
# What zlib unpacks: gzip with its header, deflate with or without one
_WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}


class TooLarge(ValueError):
    """Unpacked it is more than it may be."""


class NotPacked(ValueError):
    """It is not packed as it says; the message tells how."""


def unpack(body: bytes, encoding: str, most: int) -> bytes:
    """The body without its `Content-Encoding` (“gzip”, “gzip, deflate”), the last layer first.

    Raises TooLarge as soon as a layer passes so many bytes, and NotPacked.
    """
    layers = [
        name for name in (one.strip().lower() for one in encoding.split(",")) if name not in ("", "identity")
    ]
    if len(layers) > _MOST_LAYERS:
        raise NotPacked(f"it is packed {len(layers)} times over")
    for name in reversed(layers):
        if name not in _WINDOWS:
            raise NotPacked(f"it is packed as {name[:40]}, which nobody asked for")
        body = _layer(body, name, most)
    return body


def _layer(body: bytes, name: str, most: int) -> bytes:
    for window in _WINDOWS[name]:
        try:
            return _inflated(body, window, most)
        except zlib.error:
            continue
    raise NotPacked(f"it says that it is packed as {name}, and is not")


def _inflated(body: bytes, window: int, most: int) -> bytes:
    whole = bytearray()
    while body:
        stream = zlib.decompressobj(window)
        whole += stream.decompress(body, most + 1 - len(whole))
        if len(whole) > most:
            raise TooLarge
        if not stream.eof:
            raise NotPacked("it is packed, and its end is missing")
        body = stream.unused_data if window == 31 else b""  # gzip may have several members
    return bytes(whole)
