"""The zip file around a document; what is wrong with it is said in words that help the planner on."""

from app.zip_archive import BadZip, ZipArchive

from .refusals import refused


class Archive:
    """Entries by name. Raises DraftRefused when the file is broken, encrypted or a zip bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipArchive(data)
        except BadZip as bad:
            raise refused(bad.code) from None
        self.names = self._zip.names

    def read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except BadZip as bad:
            raise refused(bad.code) from None
