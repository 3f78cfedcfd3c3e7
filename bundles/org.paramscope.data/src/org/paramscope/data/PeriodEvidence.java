package org.paramscope.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found out about the period of a series, and on which grounds.
 *
 * <p>The series is freed of its linear trend. Of the local maxima of its unbiased autocorrelation, at
 * lags up to a quarter of its length and after the first zero crossing, those of at least 0.9 of the
 * highest are candidates: the highest alone would often be a multiple. The first candidate dominates
 * that stands out from chance and that the spectrum confirms:
 * <ul>
 * <li>its correlation is at least four standard errors of the autocorrelation of a series that is
 * correlated only up to the first zero crossing (Bartlett 1946, eq. 7);
 * <li>the lines at multiples of 1 / lag, each an eighth of their spacing wide to either side, hold at
 * least 3/8 of the power; a flat spectrum has 1/4 there.
 * </ul>
 * Where values are missing or times are irregular, both come from the Lomb-Scargle periodogram; a sample is then the mean
 * sampling interval. Autocorrelations and spectra of several channels are added up, those of channels that share no layout in
 * space standardised before; when no period dominates their sum, that of the most regular single channel does.
 *
 * @param period the dominant one; empty when none dominates
 * @param method from what it was judged, in words
 * @param chance the least autocorrelation that stands out from chance
 * @param candidates what was looked at: the dominant one if there is one, then the strongest other local maxima, at most three
 */
public record PeriodEvidence(Optional<Period> period, String method, double chance, List<Candidate> candidates) {

    private static final double NEARLY_HIGHEST = 0.9;
    private static final double STANDARD_ERRORS = 4;
    private static final double LINE = 1.0 / 8;
    private static final double CONFIRMING_SHARE = 3.0 / 8;
    private static final int SHOWN = 3;
    private static final int LONGEST = 1 << 20;
    private static final int MOST_CHANNELS = 4096;
    private static final int MOST_SCATTERED = 16;
    private static final int MOST_SINGLE = 64;
    /** Lags nearer to each other than by this share are one maximum for the eye. */
    private static final double SAME = 0.1;

    public PeriodEvidence {
        candidates = List.copyOf(candidates);
    }

    /**
     * A local maximum of the autocorrelation.
     *
     * @param samples its lag
     * @param correlation the autocorrelation there
     * @param share of the power in spectral lines at the multiples of 1 / lag
     */
    public record Candidate(int samples, double correlation, double share) {
    }

    /**
     * The evidence in a complete series at regular times.
     *
     * @throws SettingException when a sample is not a finite number
     */
    public static PeriodEvidence of(double[] series) {
        double[] x = Trend.removed(series.length > LONGEST ? Arrays.copyOf(series, LONGEST) : series);
        return x.length < 12 || Trend.isAll(x, series) ? none("too few samples, or none that vary") : judge("autocorrelation", Correlogram.of(x));
    }

    /**
     * The evidence in the longest stretch of a signal without a seam: of all channels together, else of the most regular one of up to
     * 64 channels that are no pixels or the like.
     */
    public static PeriodEvidence of(Signal signal, List<Integer> seams) {
        PeriodEvidence together = together(signal, seams);
        boolean single = signal.layout() == SignalLayout.CHANNELS && signal.channelCount() > 1 && signal.channelCount() <= MOST_SINGLE;
        if (together.period().isPresent() || !single) {
            return together;
        }
        return signal.channels().stream().map(name -> together(signal.channel(name), seams).named(" of " + name))
                .filter(each -> each.period().isPresent())
                .max(Comparator.comparingDouble(each -> each.period().orElseThrow().correlation())).orElse(together);
    }

    private static PeriodEvidence together(Signal signal, List<Integer> seams) {
        Stretch stretch = Stretch.longest(signal, seams);
        if (stretch.scattered()) {
            double[][][] series = stretch.scatteredSeries(MOST_SCATTERED);
            return series[0].length == 0 ? none("too few samples, or none that vary")
                    : judge("Lomb-Scargle autocorrelation", Correlogram.scattered(series[0], series[1], stretch.scatteredLength(MOST_SCATTERED)));
        }
        if (signal.channelCount() == 1) {
            return of(stretch.channel(0));
        }
        double[][] series = stretch.series(MOST_CHANNELS, LONGEST);
        return series.length == 0 || series[0].length < 12 ? none("too few samples, or none that vary")
                : judge("autocorrelation of " + signal.channelCount() + " channels", Correlogram.of(series));
    }

    private PeriodEvidence named(String of) {
        return new PeriodEvidence(period, method + of, chance, candidates);
    }

    private static PeriodEvidence none(String why) {
        return new PeriodEvidence(Optional.empty(), why, 1, List.of());
    }

    private static PeriodEvidence judge(String method, Correlogram c) {
        int zero = c.firstZero();
        int lags = c.correlation().length - 1;
        List<Integer> peaks = new ArrayList<>();
        double highest = 0;
        for (int lag = zero; lag < lags; lag++) {
            if (c.isPeak(lag) && c.correlation()[lag] > 0) {
                peaks.add(lag);
                highest = Math.max(highest, c.correlation()[lag]);
            }
        }
        double chance = STANDARD_ERRORS * c.standardError();
        double least = Math.max(NEARLY_HIGHEST * highest, chance);
        Optional<Candidate> found = peaks.stream().filter(lag -> c.correlation()[lag] >= least).map(lag -> candidate(c, lag))
                .filter(each -> each.share() >= CONFIRMING_SHARE).findFirst();
        return new PeriodEvidence(found.map(PeriodEvidence::period), method, chance, shown(c, peaks, found));
    }

    private static Candidate candidate(Correlogram c, int lag) {
        return new Candidate(lag, c.correlation()[lag], c.lineShare(lag, LINE));
    }

    private static Period period(Candidate found) {
        return new Period(found.samples(), found.correlation(), String.format(Locale.ROOT,
                "spectral lines at multiples of 1/%d hold %.0f %% of the power (flat spectrum: 25 %%)", found.samples(), 100 * found.share()));
    }

    /** The dominant candidate and the strongest others that are neither nearly the same lag nor nearly a multiple of one before. */
    private static List<Candidate> shown(Correlogram c, List<Integer> peaks, Optional<Candidate> found) {
        List<Candidate> shown = new ArrayList<>(found.stream().toList());
        for (int lag : peaks.stream().sorted(Comparator.comparingDouble((Integer lag) -> -c.correlation()[lag])).toList()) {
            boolean another = shown.stream().noneMatch(each -> {
                double multiple = (double) lag / each.samples();
                return Math.rint(multiple) >= 1 && Math.abs(multiple - Math.rint(multiple)) <= SAME;
            });
            if (another && shown.size() < SHOWN) {
                shown.add(candidate(c, lag));
            }
        }
        return shown;
    }

    /** The evidence in a sentence without a full stop. */
    public String text() {
        if (candidates.isEmpty()) {
            return "no local maximum of the autocorrelation beyond its first zero crossing (" + method + ")";
        }
        Candidate first = candidates.getFirst();
        String grounds = String.format(Locale.ROOT, "%s %.2f at %d samples (chance: %.2f), spectral lines at its multiples hold %.0f %% of "
                + "the power (flat: 25 %%)", method, first.correlation(), first.samples(), chance, 100 * first.share());
        if (period.isEmpty()) {
            return "no period dominates: the strongest candidate has " + grounds;
        }
        return grounds + (candidates.size() == 1 ? "; no other candidate" : String.format(Locale.ROOT,
                "; next candidate %d samples (%.2f, %.0f %%)", candidates.get(1).samples(), candidates.get(1).correlation(),
                100 * candidates.get(1).share()));
    }
}
