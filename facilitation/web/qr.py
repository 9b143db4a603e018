"""QR codes as inline SVG: no file, no style attribute, black on white with their quiet zone."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup


def qr_svg(address: str, label: str = "") -> Markup:
    """The QR code of an address (error correction M), as large as its box; ``label`` is read
    aloud."""
    written = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        written,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
        title=label or None,
    )
    # The library has written it, and escaped the label.
    return Markup(written.getvalue().decode())  # noqa: S704


def qr_terminal(address: str) -> str:
    """The QR code of an address in half-block signs, for a terminal."""
    written = io.StringIO()
    segno.make(address, error="l", micro=False).terminal(out=written, compact=True, border=2)
    return written.getvalue()
