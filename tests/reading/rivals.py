"""Makes a PDF of the same text by other ways to print it: a browser, and Typst."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from convert.faces import faces, text_stack
from convert.house import fonts_folder
from convert.vocab.languages import language_of
from tests.reading.makers import page
from tests.reading.settings import Setting

#: What a browser is called on one system or another.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: It prints and does nothing else: no display, no talk with its maker, no header and footer of its own.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer"
).split()
#: The longest a browser may take for one text, in seconds.
PATIENCE = 120


def browser() -> str:
    """Return the path of a browser that prints; empty when there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), "") or ""


def chromium(setting: Setting, folder: Path) -> bytes:
    """Return the page of our writer as a browser prints it, with the faces of fonts/ by @font-face."""
    html, sheet = page(setting, folder)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = Path(name)
        document = html.decode().replace("</head>", f"<style>{_font_faces()}{sheet}</style></head>", 1)
        (place / "page.html").write_text(document, encoding="utf-8")
        out = place / "page.pdf"
        asked = [f"--user-data-dir={place / 'profile'}", f"--print-to-pdf={out}"]
        address = (place / "page.html").as_uri()
        subprocess.run(
            [browser(), *FLAGS, *asked, address], check=True, capture_output=True, timeout=PATIENCE
        )
        return out.read_bytes()


def _font_faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {cut.weight}; font-style: {cut.style};'
        f' src: url("{cut.path.as_uri()}"); }}\n'
        for face in faces().values()
        for cut in face.cuts
    )


def typst(setting: Setting, folder: Path) -> bytes:
    """Return the headline, the deck and the paragraphs as Typst sets them, in the same faces."""
    import typst as engine

    with tempfile.TemporaryDirectory(dir=folder) as name:
        source = Path(name) / "page.typ"
        source.write_text(_typst_source(setting), encoding="utf-8")
        fonts = [str(fonts_folder())]
        return bytes(engine.compile(str(source), font_paths=fonts, ignore_system_fonts=True))


def _typst_source(setting: Setting) -> str:
    """Return the text in Typst's language: A4, 12 pt, justified; every word of it a string literal."""
    article = setting.source.article
    stack = dict.fromkeys((setting.family, *text_stack(language_of(article.lang))))
    families = ", ".join(f'"{family}"' for family in stack)
    lang = article.lang.partition("-")[0]
    headline, *rest = map(_literal, (*setting.source.head, *setting.source.body))
    return "\n\n".join(
        [
            f'#set text(dir: {article.direction}, lang: "{lang}", size: 12pt, font: ({families},))',
            '#set page(paper: "a4")\n#set par(justify: true)',
            f"#heading(level: 1)[#{headline}]",
            *(f"#par[#{words}]" for words in rest),
        ]
    )


def _literal(words: str) -> str:
    """Return *words* as a string that Typst reads: its escapes are those of JSON, but for code points."""
    return json.dumps(words, ensure_ascii=False)
