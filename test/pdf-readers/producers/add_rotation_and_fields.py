"""Turns the pages of a template and adds form fields, where its producer cannot. The producer's streams stay as they are."""

import sys
import pikepdf
from pikepdf import Array, Dictionary, Name, String

pdf = pikepdf.open(sys.argv[1])
fields = Array()
for number, page in enumerate(pdf.pages):
    page.obj.Rotate = 90 * (number % 4)
    appearance = pdf.make_stream(
        b"1 1 1 rg 0 0 200 28 re f 0.5 G 1 1 198 26 re S",
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 28],
    )
    field = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(f"name{number}"), F=4,
        Rect=[320, 690, 520, 718], P=page.obj, AP=Dictionary(N=appearance), DA=String("/Helv 0 Tf 0 g"),
    ))
    page.obj.Annots = Array(list(page.obj.get("/Annots", [])) + [field])
    fields.append(field)
pdf.Root.AcroForm = Dictionary(Fields=fields)
pdf.save(sys.argv[2], compress_streams=False, deterministic_id=True,
         stream_decode_level=pikepdf.StreamDecodeLevel.none, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
