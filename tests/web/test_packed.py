"""Bundles go out packed, as the browser takes them, and are the same when unpacked."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from facilitation.web.resources import STATIC, asset

BUNDLES = ("phone.js", "phone.css", "board.js", "report.css")


def asked(site: Flask, address: str, takes: str) -> TestResponse:
    answer = site.test_client().get(address, headers={"Accept-Encoding": takes})
    answer.get_data()  # read before it is closed
    answer.close()
    return answer


@pytest.mark.parametrize("bundle", BUNDLES)
@pytest.mark.parametrize(
    ("takes", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
    ],
)
def test_a_bundle_is_packed_as_the_browser_takes_it(
    site: Flask, bundle: str, takes: str, coding: str | None
) -> None:
    address = asset(bundle)
    plain = (STATIC.parent / address.lstrip("/")).read_bytes()
    answer = asked(site, address, takes)
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.mimetype == ("text/css" if bundle.endswith("css") else "text/javascript")
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "immutable" in answer.headers["Cache-Control"]
    unpacked: dict[str | None, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, None: bytes}
    if coding in unpacked:
        assert unpacked[coding](answer.data) == plain
    else:
        assert len(answer.data) < len(plain) / 3


def test_in_a_hall_without_https_too_the_phones_script_is_light(site: Flask) -> None:
    assert len(asked(site, asset("phone.js"), "gzip").data) <= 30_000


def test_what_is_not_there_is_not_there_packed_either(site: Flask) -> None:
    for address in ("/static/dist/no.js", "/static/../pyproject.toml", "/static/dist/%2e%2e/x.js"):
        assert asked(site, address, "br, gzip").status_code == 404
