"""A section: one row per version and key. The key comes from the first title and stays the same across versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model

if TYPE_CHECKING:
    from consultations.drafts.version import Version

NUMBER_LIMIT, TITLE_LIMIT = 300, 300
SECTION = "section"  # kind of published document

# Last words of a plan's address that no section may be called.
RESERVED_KEYS = frozenset(
    {"versjon", "runde", "svar", "bilder", "resultat", "oppsummering", "innspill", "merknad", "vedlegg"}
)


class Section(Model):
    """`number` is the document's own ("3.2" or empty), `position` the reading order, `level` the depth from 1."""

    __tablename__ = "section"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        UniqueConstraint("version_id", "position"),
        CheckConstraint("level BETWEEN 1 AND 6", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    level: Mapped[int]
    number: Mapped[str] = mapped_column(String(NUMBER_LIMIT), default="")
    title: Mapped[str] = mapped_column(String(300))
    html: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    open_for_comment: Mapped[bool] = mapped_column(default=True)

    version: Mapped[Version] = relationship(back_populates="sections")

    @property
    def label(self) -> str:
        """Number and title as people cite them."""
        return f"{self.number} {self.title}".strip()

    def html_at(self, pictures: str, sections: str) -> Markup:
        """The HTML (cleaned when it was imported), given what the addresses of pictures and sections begin with."""
        html = self.html.replace('src="bilde/', f'src="{escape(pictures)}')
        return Markup(html.replace('href="avsnitt/', f'href="{escape(sections)}'))  # noqa: S704 - nh3 cleaned it

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.text.split())
