"""Stored files given out: as a download under their own name, so that a browser runs and shows nothing of them."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file

from app.storage import StoredFile, read


def download(file: StoredFile) -> Response:
    """The bytes as they were received. Raises FileNotFoundError when the folder has lost them."""
    return send_file(BytesIO(read(file)), mimetype=file.plain_type, as_attachment=True, download_name=file.name)
