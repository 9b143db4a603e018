"""What a person sees when something is refused or goes wrong: a kind sentence, nothing inside."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from facilitation.core.refusals import Refusal
from facilitation.web.base import language, parts
from facilitation.web.words import refusal

STATUS = {
    "not_found": 404,
    "not_allowed": 404,
    "link_unknown": 404,
    "link_revoked": 410,
    "link_expired": 410,
    "link_used": 410,
    "code_unknown": 404,
    "login_needed": 401,
    "login_wrong": 403,
    "foreign_request": 403,
    "name_in_use": 409,
    "busy": 503,
    "not_saved": 503,
    "too_fast": 429,
    "file_too_large": 413,
    "form_too_large": 413,
    "method_not_allowed": 405,
    "went_wrong": 500,
}
_HTTP = {404: "not_found", 405: "method_not_allowed", 413: "form_too_large", 429: "too_fast"}


def register(app: Flask) -> None:
    """Answer every Refusal, HTTP error and defect with our own page or JSON."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _defect)


def _refused(refused: Refusal) -> AnyResponse:
    if refused.code == "login_needed" and request.method == "GET" and not _wants_json():
        return redirect(url_for("login.login", next=request.full_path.rstrip("?")))
    return _answer(refused.code, refused.data)


def _http(error: HTTPException) -> AnyResponse:
    if error.code is not None and error.code < 400:
        return error.get_response()
    if error.code is not None and error.code >= 500:
        return _defect(error)
    code = _HTTP.get(error.code or 500, "form_unreadable")
    response = _answer(code, {"megabytes": _most_megabytes()} if error.code == 413 else {})
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _most_megabytes() -> int:
    return max(1, (request.max_content_length or 0) // 1_000_000)


def _defect(defect: Exception) -> AnyResponse:
    number = secrets.token_hex(4)
    parts().report("request_failed", defect, endpoint=request.endpoint, number=number)
    return _answer("went_wrong", {"number": number})


def _answer(code: str, data: dict[str, Any]) -> Response:
    sentence = refusal(language(), code, data)
    status = STATUS.get(code, 400)
    if _wants_json():
        response = make_response({"ok": False, "code": code, "data": data, "sentence": sentence})
    else:
        response = make_response(render_template("error.html", code=code, sentence=sentence))
    response.status_code = status
    if "retry_ms" in data:
        response.headers["Retry-After"] = str(max(1, -(-int(data["retry_ms"]) // 1000)))
    return response


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == (
        "application/json"
    )
