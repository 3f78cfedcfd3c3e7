package org.paramscope.data;

/** When the samples of a signal were taken. */
public sealed interface Clock permits Clock.Regular, Clock.Irregular {

    /** The time of sample {@code i}, in {@code unit().time()}. */
    double time(int i);

    /** The unit of the rate and of the time. */
    RateUnit unit();

    /** Sample {@code i} at {@code start + i / rate}; the rate is positive and finite. */
    record Regular(double rate, RateUnit unit, double start) implements Clock {
        public Regular {
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new SettingException("rate", Double.toString(rate), "a positive number is allowed");
            }
            if (!Double.isFinite(start)) {
                throw new SettingException("start", Double.toString(start), "a number is allowed");
            }
        }

        @Override
        public double time(int i) {
            return start + i / rate;
        }
    }

    /** Strictly increasing times [T] of the samples. */
    record Irregular(NumericArray times, RateUnit unit) implements Clock {
        public Irregular {
            for (int i = 0; i < times.length(); i++) {
                if (!Double.isFinite(times.at(i)) || i > 0 && times.at(i) <= times.at(i - 1)) {
                    throw new SettingException("time of sample " + i, Double.toString(times.at(i)),
                            i == 0 ? "a number is allowed" : "a number above " + times.at(i - 1) + " is allowed");
                }
            }
        }

        @Override
        public double time(int i) {
            return times.at(i);
        }
    }

    /** A regular clock that starts at 0. */
    static Regular regular(double rate, RateUnit unit) {
        return new Regular(rate, unit, 0);
    }

    /** A clock of given times. */
    static Irregular irregular(NumericArray times, RateUnit unit) {
        return new Irregular(times, unit);
    }
}
