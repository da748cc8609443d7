import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.core.XmlSerialiser;

/** Validates one PDF and prints veraPDF's report as XML. Status 0: compliant, 1: not. */
public final class VeraPdf {
  public static void main(String[] args) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(args[1]);
    if (flavour == PDFAFlavour.NO_FLAVOUR) {
      System.err.println("There is no flavour " + args[1] + "; try ua1, 2a or 3a.");
      System.exit(2);
    }
    try (InputStream file = new FileInputStream(args[0]);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      XmlSerialiser.toXml(result, System.out, true, false);
      System.exit(result.isCompliant() ? 0 : 1);
    }
  }
}
