"""The rules, in the order in which they are asked about a line; the first that knows it takes it."""

from collections.abc import Mapping

from convert.readers.captured.page import Rule
from convert.readers.captured.rules import body, boxes, dates, deck, head, people, pictures, web

#: Rules that know a line by itself, wherever the headline may be.
LEFTOVERS: Mapping[str, Rule] = {
    "house": web.house,
    "template": web.template,
    "skip": web.skip,
    "advert": web.advert,
    "row": web.row,
    "date": dates.date,
    "breadcrumb": web.breadcrumb,
    "reading-time": web.reading_time,
    "counter": web.counter,
    "share": web.share,
    "related": boxes.related,
    "poll": boxes.poll,
    "tags": boxes.tags,
    "end": boxes.end,
    "source": people.source,
    "caption": pictures.caption,
    "credit": pictures.credit,
    "address": web.address,
    "furniture": web.furniture,
    "menu": web.menu,
    "player": web.player,
    "footer": web.footer,
    "byline": people.byline,
}
#: Rules that see the article as a whole.
STRUCTURE: Mapping[str, Rule] = {
    "author": people.named,
    "foot": boxes.foot,
    "masthead": head.masthead,
    "headline": head.headline,
    "repeat": head.repeat,
    "kicker": head.kicker,
    "dateline": people.dateline,
    "deck": deck.deck,
    "scrap": head.scrap,
    "quote": body.quote,
    "list": body.item,
    "subhead": body.subhead,
    "paragraph": body.paragraph,
}
RULES: Mapping[str, Rule] = {**LEFTOVERS, **STRUCTURE}
#: Without these there is no article.
NEEDED = frozenset({"headline", "paragraph"})
