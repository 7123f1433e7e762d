import com.lowagie.text.*;
import com.lowagie.text.pdf.*;
import java.io.FileOutputStream;

/** A template by OpenPDF: its own rotation and form fields. */
class OpenPdfTemplate {
  public static void main(String[] arguments) throws Exception {
    Document document = new Document(PageSize.A4);
    PdfWriter writer = PdfWriter.getInstance(document, new FileOutputStream(arguments[0]));
    document.open();
    Rectangle size = PageSize.A4;
    for (int number = 1; number <= 4; number++) {
      document.setPageSize(size);
      size = size.rotate();
      if (number > 1) document.newPage();
      document.add(new Paragraph("Lease agreement, page " + number));
      TextField field = new TextField(writer, new Rectangle(320, 690, 520, 718), "name" + number);
      field.setText("to be filled in");
      field.setBorderColor(java.awt.Color.GRAY);
      writer.addAnnotation(field.getTextField());
    }
    document.close();
  }
}
