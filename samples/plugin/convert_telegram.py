"""Writes an article as one Telegram message: the worked example of a writer from outside."""

from convert.formats import writer
from convert.model import Edition, words_of
from convert.notes import Notes


@writer("telegram", suffix=".tg.txt", media_type="text/plain; charset=utf-8")
def write_telegram(edition: Edition, notes: Notes, *, limit: int = 4096) -> bytes:
    """Write the headline and deck as one Telegram message."""
    article = edition.articles[0]
    message = "\n\n".join(filter(None, (words_of(article.headline), words_of(article.deck))))
    if len(message) > limit:
        notes.warn("telegram/cut", f"the message was cut at {limit} characters")
    return message[:limit].encode()
