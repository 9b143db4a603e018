"""Bundles go out as the build has packed them; who takes no packed ones gets them plain."""

from __future__ import annotations

from flask import Flask, Response, request

from facilitation.web.resources import STATIC

_PACKED = {"br": ".br", "gzip": ".gz"}
"""How a browser names a way of packing, best first, and the ending of files packed so."""


class Site(Flask):
    """A Flask application that sends ``name.br`` or ``name.gz`` for ``name`` where it is there."""

    def send_static_file(self, filename: str) -> Response:
        """The file of ``static/``, packed if the browser takes it and the build has packed it;
        NotFound for one that is not there."""
        for coding, ending in _PACKED.items():
            if request.accept_encodings[coding] and (STATIC / f"{filename}{ending}").is_file():
                response = super().send_static_file(f"{filename}{ending}")
                response.mimetype = _mimetype(filename)
                response.headers["Content-Encoding"] = coding
                response.vary.add("Accept-Encoding")
                return response
        return super().send_static_file(filename)


def _mimetype(filename: str) -> str:
    return "text/css" if filename.endswith(".css") else "text/javascript"
