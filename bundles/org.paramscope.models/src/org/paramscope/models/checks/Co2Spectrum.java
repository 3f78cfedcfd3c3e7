package org.paramscope.models.checks;

import org.paramscope.data.DataException;
import org.paramscope.data.checks.Check;
import org.paramscope.models.spectral.SingularSpectrum;

/** The decomposition of the monthly co2 series that the published values belong to. */
final class Co2Spectrum {

    static final String SOURCE = "Rssa 1.0.5 reference output (Korobeynikov, Golyandina)";
    private static final int WINDOW = 234;

    private Co2Spectrum() {
    }

    static SingularSpectrum of(Check.Data data) throws DataException {
        return SingularSpectrum.of(data.open("co2").signal().values().toArray(), WINDOW);
    }
}
