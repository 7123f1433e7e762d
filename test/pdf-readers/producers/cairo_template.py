"""A template by cairo."""

import sys
import cairo

surface = cairo.PDFSurface(sys.argv[1], 595, 842)
surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, "2026-11-27T00:00:00Z")
context = cairo.Context(surface)
for number in range(4):
    context.select_font_face("DejaVu Sans")
    context.set_font_size(14)
    context.move_to(60, 60)
    context.show_text(f"Lease agreement, page {number + 1}: договор, σύμβαση")
    context.set_source_rgba(0.2, 0.4, 0.8, 0.3)
    context.rectangle(60, 180, 220, 60)
    context.fill()
    context.set_source_rgb(0, 0, 0)
    context.show_page()
surface.finish()
