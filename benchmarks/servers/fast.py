"""What a careful reader would tune in the servers beside: JSON, and how a browser's pieces are
unmasked (eventlet's own way is a loop over the bytes). Nothing of the product's way to phones."""

from __future__ import annotations

from typing import Any

import eventlet.websocket
import msgspec


class Json:
    """As the library asks for it."""

    @staticmethod
    def dumps(value: Any, **_options: Any) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str) -> Any:
        return msgspec.json.decode(text)


def _unmask(
    data: bytes, mask: tuple[int, ...], length: int | None = None, offset: int = 0
) -> bytes:
    data = data[:length]
    turned = bytes(mask[(offset + at) % 4] for at in range(4))
    key = (turned * (len(data) // 4 + 1))[: len(data)]
    return (int.from_bytes(data) ^ int.from_bytes(key)).to_bytes(len(data))


eventlet.websocket.RFC6455WebSocket._apply_mask = staticmethod(_unmask)  # noqa: SLF001
