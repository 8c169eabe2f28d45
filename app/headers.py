"""What every answer says to the browser: what may run, who may frame it, who may keep it."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from app.accounts.guards import access_of_request

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the design system draws its icons as data: masks
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def register(app: Flask) -> None:
    app.after_request(add)


def add(response: Response) -> Response:
    """Security headers on everything, errors and static files too; `no-store` on all that is not for everybody."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if current_app.config["HORING"].https:
        headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    if request.endpoint != "static" and access_of_request() != "public":
        headers.setdefault("Cache-Control", "no-store")
    return response
