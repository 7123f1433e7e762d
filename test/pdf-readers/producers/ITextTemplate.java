import com.itextpdf.forms.PdfAcroForm;
import com.itextpdf.forms.fields.*;
import com.itextpdf.kernel.geom.*;
import com.itextpdf.kernel.pdf.*;
import com.itextpdf.kernel.pdf.canvas.PdfCanvas;
import com.itextpdf.kernel.font.PdfFontFactory;

/** A template by iText: its own rotation and form fields, tagged, with object streams. */
class ITextTemplate {
  public static void main(String[] arguments) throws Exception {
    WriterProperties properties = new WriterProperties().setFullCompressionMode(true);
    PdfDocument pdf = new PdfDocument(new PdfWriter(arguments[0], properties));
    pdf.setTagged();
    PdfAcroForm form = PdfAcroForm.getAcroForm(pdf, true);
    for (int number = 1; number <= 4; number++) {
      PdfPage page = pdf.addNewPage(PageSize.A4);
      page.setRotation(90 * (number - 1));
      new PdfCanvas(page).beginText().setFontAndSize(PdfFontFactory.createFont(), 14)
        .moveText(60, 780).showText("Lease agreement, page " + number).endText();
      PdfFormField field = new TextFormFieldBuilder(pdf, "name" + number)
        .setWidgetRectangle(new Rectangle(320, 690, 200, 28)).setPage(page).createText();
      field.setValue("to be filled in");
      form.addField(field, page);
    }
    pdf.close();
  }
}
