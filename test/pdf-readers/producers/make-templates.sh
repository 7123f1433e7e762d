#!/bin/sh
# Makes templates with many producers: `sh make-templates.sh <folder>`. Each has four pages, rotated by 0, 90, 180 and 270
# degrees, and form fields. `features/` has one file for each thing that a PDF may have.
#
# Python packages and Java libraries are downloaded into the folder. Debian has the programs:
#   apt-get install --no-install-recommends chromium default-jdk-headless fonts-noto-core ghostscript libreoffice-writer \
#     lmodern maven poppler-utils python3-cairo python3-venv texlive-fonts-recommended texlive-latex-recommended texlive-luatex texlive-plain-generic
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$here/../../..
mkdir -p "$1/features" "$1/work"
folder=$(cd "$1" && pwd)
work=$folder/work

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --require-hashes -r "$root/requirements-readers.txt"
python=$work/venv/bin/python

"$python" "$here/features.py" "$folder/features"
"$python" "$here/reportlab_template.py" "$folder/reportlab.pdf"
(cd "$root" && node "$here/pdf-lib-template.mjs" "$folder/pdf-lib.pdf")

mvn --quiet --batch-mode --strict-checksums -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/jars"
java -cp "$work/jars/*" "$here/OpenPdfTemplate.java" "$folder/openpdf.pdf"
java -cp "$work/jars/*" "$here/ITextTemplate.java" "$folder/itext.pdf"

for engine in pdflatex lualatex; do
  (cd "$work" && "$engine" -interaction=batchmode -jobname "$engine" "$here/template.tex" >"$engine.out.log")
  cp "$work/$engine.pdf" "$folder/$engine.pdf"
done

# These make no form fields, and most of them no rotated pages.
/usr/bin/python3 "$here/cairo_template.py" "$work/cairo.pdf"
"$python" "$here/fpdf2_template.py" "$work/fpdf2.pdf"
"$python" -m weasyprint "$here/template.html" "$work/weasyprint.pdf"
"$python" -c "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])" "$here/template.typ" "$work/typst.pdf"
gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -sOutputFile="$work/ghostscript.pdf" "$here/template.ps"
soffice --headless --infilter='HTML (StarWriter)' --convert-to pdf:writer_pdf_Export --outdir "$work" "$here/template.html"
mv "$work/template.pdf" "$work/libreoffice.pdf"
chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$work/chromium.pdf" \
  "file://$here/template.html"
for producer in cairo chromium fpdf2 ghostscript libreoffice typst weasyprint; do
  "$python" "$here/add_rotation_and_fields.py" "$work/$producer.pdf" "$folder/$producer.pdf"
done
