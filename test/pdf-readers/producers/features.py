"""Templates with what PDFs may have, one feature each: hand-made content in files that qpdf writes."""

import sys
from pathlib import Path
import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode

folder = Path(sys.argv[1])
CONTENT = b"BT /F1 14 Tf 60 780 Td (Lease agreement) Tj ET 0.8 g 60 600 220 60 re f 0 g "


def blank(content=CONTENT):
    """A PDF with one page of this content, and its page."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(content)
    return pdf, page.obj


def save(pdf, name, **options):
    pdf.save(folder / f"{name}.pdf", **{"deterministic_id": True, "compress_streams": False, **options})


def entry(name, **entries):
    pdf, page = blank()
    for key, value in entries.items():
        page[f"/{key}"] = value
    save(pdf, name)


for version in ("1.0", "1.3", "1.7", "2.0"):
    pdf, _ = blank()
    save(pdf, f"header-{version}", force_version=version, object_stream_mode=ObjectStreamMode.disable)
pdf, _ = blank()
save(pdf, "object-streams", object_stream_mode=ObjectStreamMode.generate)
pdf, _ = blank()
save(pdf, "linearized", linearize=True)
pdf, _ = blank()
save(pdf, "linearized-object-streams", linearize=True, object_stream_mode=ObjectStreamMode.generate)
entry("user-unit", UserUnit=2)
entry("crop-box", CropBox=Array([50, 100, 545, 800]))
entry("crop-box-rotated", CropBox=Array([50, 100, 545, 800]), Rotate=270)
entry("crop-box-beyond", CropBox=Array([-50, -50, 645, 900]))
entry("media-box-from-elsewhere", MediaBox=Array([100, -200, 695, 642]))
entry("media-box-reversed", MediaBox=Array([595, 842, 0, 0]))
entry("page-group", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True, K=True))
entry("page-group-cmyk", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))

pdf, page = blank()
parent = pdf.Root.Pages
for key in ("/Resources", "/MediaBox"):
    parent[key] = page[key]
    del page[key]
parent.Rotate = 90
save(pdf, "inherited")

pdf, page = blank()
page.Contents = Array([pdf.make_stream(part) for part in (CONTENT, b"q 2 0 0 2 0 0 cm", b" BT /F1 9 Tf 20 20 Td (scaled) Tj", b" ET")])
save(pdf, "content-array-left-open")

for name, content in {
    "states-left-open": CONTENT + b"q q 0.5 0 0 0.5 100 100 cm 1 0 0 rg",
    "states-closed-too-often": CONTENT + b"Q Q Q 0.5 0 0 0.5 100 100 cm",
    "clipped-to-nothing": CONTENT + b"0 0 1 1 re W n",
    "text-left-open": CONTENT + b"BT /F1 12 Tf 3 Tr 50 Tz",
    "inline-image": CONTENT + b"q 40 0 0 40 60 500 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\x80\x80\xff EI Q q",
    "marked-content-left-open": CONTENT + b"/Span << /MCID 0 >> BDC /Artifact BMC",
    "ends-in-a-comment": CONTENT + b"q % the end",
    "ends-without-space": CONTENT.rstrip() + b" 0.5 G",
    "line-matrix-left": CONTENT + b"-1 0 0 -1 595 842 cm 0 Tr 1 1 1 rg",
    "path-left-open": CONTENT + b"10 10 m 580 830 l",
    "operands-left": CONTENT + b"1 2 3",
}.items():
    pdf, _ = blank(content)
    save(pdf, name)

pdf, page = blank()
layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Notes"))
pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer], Order=[layer]))
page.Resources.Properties = Dictionary(L1=layer)
page.Contents = pdf.make_stream(CONTENT + b"/OC /L1 BDC 1 0 0 rg 60 300 200 40 re f")
save(pdf, "layer-left-open")

pdf, page = blank()
page.Resources.ExtGState = Dictionary(G1=Dictionary(ca=0.2, CA=0.2, BM=Name.Multiply))
page.Contents = pdf.make_stream(CONTENT + b"/G1 gs")
save(pdf, "transparent-state-left")

pdf, page = blank()
page.StructParents = 0
pdf.Root.MarkInfo = Dictionary(Marked=True)
element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=page, K=0))
tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=element, ParentTree=Dictionary(Nums=[0, [element]])))
element.P = tree
pdf.Root.StructTreeRoot = tree
page.Contents = pdf.make_stream(b"/P << /MCID 0 >> BDC " + CONTENT + b" EMC")
save(pdf, "tagged")

for number, (name, encoded) in enumerate({
    "ASCIIHexDecode": CONTENT.hex().encode() + b">",
    "RunLengthDecode": b"".join(bytes([len(CONTENT[i:i + 100]) - 1]) + CONTENT[i:i + 100] for i in range(0, len(CONTENT), 100)) + b"\x80",
}.items()):
    pdf, page = blank()
    page.Contents = pikepdf.Stream(pdf, encoded, Filter=Name(f"/{name}"))
    save(pdf, f"filter-{name}", stream_decode_level=pikepdf.StreamDecodeLevel.none)
