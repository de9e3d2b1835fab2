"""Small files of many formats for the tests of reading, all made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.reading import Source, read_source
from kg.records import BlockRole, Document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write(folder: Path, name: str, content: str | bytes) -> Source:
    """A file in a folder, as a source."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Source(path, name)


def read(folder: Path, name: str, content: str | bytes) -> Document:
    """The one document of a file."""
    (document,) = read_source(write(folder, name, content))
    return document


def roles(document: Document) -> list[tuple[str, str]]:
    """Role and words of each block."""
    return [(block.role.value, document.text[block.start : block.end]) for block in document.blocks]


def words(document: Document, role: BlockRole) -> list[str]:
    """The words of the blocks of one role."""
    return [document.text[block.start : block.end] for block in document.blocks if block.role is role]


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def word_file(body: str, head: str = "") -> bytes:
    """A Word document with a body in WordprocessingML."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": xml})


def paragraph(text: str, style: str = "") -> str:
    """A paragraph in WordprocessingML."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table in WordprocessingML."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def pdf_file(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF file with lines of text on its pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        escaped = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in escaped)
        content = f"BT /F1 11 Tf 50 780 Td {shown}ET"
        box = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table_of_places = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table_of_places}{trailer}".encode("latin-1")
