"""The engine at arm's length: where it is not as it was read, its own drawing is used, and a note says so."""

import subprocess
import sys

import pytest

from convert.pdf import engine

#: What an engine of tomorrow may have changed.
CHANGES = {
    "version": "weasyprint.__version__ = '71.0'",
    "line step": "from weasyprint.draw import text; plain = text.draw_first_line\n"
    "text.draw_first_line = lambda stream, box, *rest: plain(stream, box, *rest)",
    "tags step": "from weasyprint import pdf; pdf.add_tags = lambda *everything: None",
}
#: Writes a story with that engine; prints its notes, whether it claims to be an archive, and its words.
PROGRAM = """
import weasyprint
{change}
import io, convert, pikepdf, pypdfium2
from convert.notes import Notes
notes = Notes()
data = convert.render(convert.read("samples/kuwait/article.txt"), "pdf", notes=notes)
words = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
pdf = pikepdf.open(io.BytesIO(data))
print([note.code for note in notes], b"<pdfaid:part>" in pdf.Root.Metadata.read_bytes())
print(len(words) > 500)
"""


def test_this_engine_is_as_it_was_read() -> None:
    assert engine.misfit() == ""


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_engine_draws_by_itself_and_a_note_says_so(change: str) -> None:
    program = PROGRAM.format(change=change)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["['pdf/plain'] False", "True"]
