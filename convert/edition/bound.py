"""Binds an edition: reads the articles that its file names, puts their pictures in, sets them in order."""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from convert import api
from convert.edition.plan import Plan, PlannedArticle, PlannedPicture, PlannedSection, refuse_twice
from convert.errors import ConvertError, FindingsError, SettingsError
from convert.house import publisher
from convert.model import (
    Article,
    Block,
    Blocks,
    Edition,
    Figure,
    Heading,
    Image,
    Issue,
    ItemRef,
    Link,
    Picture,
    Rendition,
    Section,
    label,
    words_of,
)
from convert.newsml.names import NEWSITEM_TYPE
from convert.notes import Notes
from convert.pictures import Shelf, picture_facts
from convert.retell import each_part
from convert.vocab.languages import direction_of


@dataclass(frozen=True, slots=True)
class Named:
    """An article as it was read, and who named it in the edition file."""

    article: Article
    planned: PlannedArticle


class Binder:
    """Reads what a plan names; what cannot be read is put with the plan's faults, what was guessed noted."""

    def __init__(self, plan: Plan, notes: Notes) -> None:
        self.plan = plan
        self.notes = notes
        self.named: list[Named] = []
        self.pictures: dict[str, Picture] = {}
        self.files: dict[str, bytes | Path] = {file.name: file.path for file in plan.files}
        self._seen: dict[object, PlannedArticle] = {}
        self.sections = tuple(
            self._section(f"section-{number}", section) for number, section in enumerate(plan.sections, 1)
        )

    def edition(self) -> Edition:
        """Return what was read as one Edition; the plan must be without faults."""
        articles = tuple(named.article for named in self.named)
        return Edition(
            articles=articles,
            pictures=tuple(self.pictures.values()),
            issue=_issue(self.plan, self.sections, articles),
            assets=Shelf(self.files),
        )

    def _section(self, own: str, section: PlannedSection) -> Section:
        refs = []
        for planned in section.articles:
            articles = [self._bind(article, planned, section.name) for article in self._read(planned)]
            refs += [_ref(article) for article in articles]
            if articles:
                refs[-len(articles)] = replace(
                    refs[-len(articles)], lead=planned.lead, page=planned.page, columns=planned.columns
                )
        return Section(id=own, title=section.name, items=tuple(refs))

    # --- one source -------------------------------------------------------------------------------

    def _read(self, planned: PlannedArticle) -> tuple[Article, ...]:
        """Return the articles of a source, their pictures named from the edition's folder."""
        own = Notes()
        try:
            edition = api.read(planned.file.path, house=self.plan.house, notes=own)
        except SettingsError:
            raise
        except ConvertError as error:
            planned.table.report(_told(error, planned))
            return ()
        for note in own:
            where = _where(note.where, planned)
            self.notes.add(note.code, note.text, where, severity=note.severity, cure=note.cure)
        return self._with_own_pictures(edition, planned)

    def _with_own_pictures(self, edition: Edition, planned: PlannedArticle) -> tuple[Article, ...]:
        """Return the articles of a source; its pictures are taken along, named from here: ``local/a.jpg``."""
        held = edition.assets.pictures if isinstance(edition.assets, Shelf) else edition.assets
        folder = PurePosixPath(planned.file.name).parent
        names = {src: str(folder / src) for src in held}
        self.files |= {names[src]: data for src, data in held.items()}
        for picture in edition.pictures:
            files = tuple(replace(file, href=names.get(file.href, file.href)) for file in picture.renditions)
            self.pictures[picture.guid] = replace(picture, renditions=files)

        def renamed(image: Image) -> Image:
            return replace(image, src=names.get(image.src, image.src))

        return tuple(each_part(article, Image, renamed) for article in edition.articles)

    def _bind(self, article: Article, planned: PlannedArticle, section: str) -> Article:
        """Return *article* with its section and, if it is the first of its source, its pictures."""
        self._refuse_twice(article, planned)
        bound = replace(article, section=article.section or section)
        if not any(named.planned is planned for named in self.named[-1:]):
            bound = self._with_pictures(bound, planned.pictures)
        self.named.append(Named(bound, planned))
        return bound

    def _refuse_twice(self, article: Article, planned: PlannedArticle) -> None:
        """Refuse a story that stands in another file, too: by its guid, or by all that it says."""
        name = words_of(article.headline)
        for key in (article.guid, (name, article.body)):
            before = self._seen.setdefault(key, planned)
            if before is not planned:
                said = f'"{name}" in {planned.file.name} is the story of {before.file.name}'
                refuse_twice(planned, before, said)
                return

    # --- pictures ---------------------------------------------------------------------------------

    def _with_pictures(self, article: Article, planned: tuple[PlannedPicture, ...]) -> Article:
        if not planned:
            return article
        figures, links = [], []
        for number, picture in enumerate(planned, start=1):
            self.files[picture.file.name] = picture.file.path
            data = picture.file.path.read_bytes()
            item = self._item(picture, article, data)
            figures.append(_figure(picture, data))
            links.append(_link(item, number))
            if picture.caption and not picture.alt:
                said = f"nothing says what {picture.file.name} shows"
                self.notes.warn("picture/undescribed", said, picture.where, cure="add alt")
        return replace(article, body=spread(figures, article.body), links=(*article.links, *links))

    def _item(self, planned: PlannedPicture, article: Article, data: bytes) -> Picture:
        """Return the item for a picture; one that is used twice is one item."""
        digest = hashlib.sha256(data).hexdigest()
        guid = _guid(self.plan, digest[:16], digest)
        return self.pictures.setdefault(guid, _picture(planned, article, data, guid))


# --- errors ---------------------------------------------------------------------------------------


def _where(where: str, planned: PlannedArticle) -> str:
    """Return the place of a note with the file's name below the edition's folder."""
    own = planned.file.path.name
    return f"{planned.file.name}{where.removeprefix(own)}" if where.startswith(own) else where


def _placed(error: ConvertError, planned: PlannedArticle) -> ConvertError:
    """Return *error* with the line of the edition file that names the article."""
    error.where = planned.table.where(planned.span)
    error.excerpt = planned.table.excerpt(planned.span)
    return error


def _told(error: ConvertError, planned: PlannedArticle) -> ConvertError:
    said = f"{_where(error.where, planned) or planned.file.name}: {error}"
    return _placed(type(error)(said, code=error.code, cure=error.cure), planned)


def held_back(named: list[Named], *, ignore_embargo: bool) -> Iterator[ConvertError]:
    """Yield why each article that may not be printed may not, with the line that names it."""
    for one in named:
        article, file = one.article, one.planned.file.name
        name = f'"{words_of(article.headline)}" in {file}'
        if article.status == "canceled":
            error = FindingsError(f"{name} is cancelled", code="story/canceled", cure="take it out")
            yield _placed(error, one.planned)
        elif (article.embargo or article.status == "withheld") and not ignore_embargo:
            until = f" until {article.embargo.isoformat()}" if article.embargo else ""
            cure = "wait, or --ignore-embargo"
            error = FindingsError(f"{name} is withheld{until}", code="story/embargoed", cure=cure)
            yield _placed(error, one.planned)


# --- parts of the edition -------------------------------------------------------------------------


def _ref(article: Article) -> ItemRef:
    return ItemRef(guid=article.guid, version=article.version, title=words_of(article.headline))


def _issue(plan: Plan, sections: tuple[Section, ...], articles: tuple[Article, ...]) -> Issue:
    paper = plan.paper
    times = [article.version_created for article in articles if article.version_created]
    identity = f"{paper.title}\n{paper.day}\n{paper.number}"
    digest = hashlib.sha256(identity.encode()).hexdigest()[:16]
    return Issue(
        guid=_guid(plan, digest, identity),
        lang=paper.lang,
        direction=direction_of(paper.lang),
        provider=publisher(plan.house),
        version_created=max(times, default=None),
        title=paper.title,
        number=paper.number,
        day=paper.day,
        price=paper.price,
        motto=paper.motto,
        masthead=paper.masthead.name if paper.masthead else "",
        cover=paper.cover.name if paper.cover else "",
        ears=paper.ears,
        sections=sections,
        adverts=plan.adverts,
    )


def _guid(plan: Plan, digest: str, identity: str) -> str:
    """Return a name that is the same for the same thing: urn:newsml with a provider, else a v5 UUID."""
    if plan.house.provider and plan.paper.day:
        return f"urn:newsml:{plan.house.provider}:{plan.paper.day:%Y%m%d}:{digest}"
    return uuid.uuid5(uuid.NAMESPACE_URL, identity).urn


def _picture(planned: PlannedPicture, article: Article, data: bytes, guid: str) -> Picture:
    facts = picture_facts(data)
    own = f"file-{hashlib.sha256(data).hexdigest()[:8]}"
    file = Rendition(
        id=own,
        href=planned.file.name,
        rendition="rnd:highRes",
        contenttype=facts.media_type if facts else "",
        width=facts.width if facts else None,
        height=facts.height if facts else None,
        size=len(data),
    )
    return Picture(
        guid=guid,
        lang=article.lang,
        direction=article.direction,
        provider=article.provider,
        version_created=article.version_created,
        caption=label(planned.caption),
        credit=planned.credit,
        original=own,
        renditions=(file,),
    )


def _figure(planned: PlannedPicture, data: bytes) -> Figure:
    facts = picture_facts(data)
    width, height = (facts.width, facts.height) if facts else (0, 0)
    image = Image(planned.file.name, planned.alt, width, height)
    return Figure(image=image, caption=label(planned.caption), credit=label(planned.credit))


def _link(picture: Picture, rank: int) -> Link:
    return Link(
        rel="irel:associatedWith",
        rank=rank,
        residref=picture.guid,
        version=picture.version,
        contenttype=NEWSITEM_TYPE,
    )


def spread(figures: list[Figure], body: Blocks) -> Blocks:
    """Return *body* with the first of *figures* before it and the others between its blocks, evenly.

    None stands right below a subhead.
    """
    first, *others = figures
    places = [_below(body, len(body) * number // (len(others) + 1)) for number in range(1, len(others) + 1)]
    out: list[Block] = [first]
    for place, block in enumerate(body):
        out += [figure for figure, at in zip(others, places, strict=True) if at == place]
        out.append(block)
    return (*out, *(figure for figure, at in zip(others, places, strict=True) if at >= len(body)))


def _below(body: Blocks, place: int) -> int:
    return place + 1 if place and isinstance(body[place - 1], Heading) else place
