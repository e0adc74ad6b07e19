import org.mustangproject.validator.ZUGFeRDValidator;

/** Says of each file whether XSD, EN 16931 schematron and (for a PDF) PDF/A-3 hold. */
public class Validate {
    public static void main(String[] names) {
        boolean all = true;
        for (String name : names) {
            ZUGFeRDValidator validator = new ZUGFeRDValidator();
            String report = validator.validate(name);
            boolean holds = validator.wasCompletelyValid();
            all &= holds;
            System.out.println((holds ? "valid   " : "INVALID ") + name);
            if (!holds) {
                System.err.println(report);
            }
        }
        System.exit(all ? 0 : 1);
    }
}
