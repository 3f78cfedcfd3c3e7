package org.paramscope.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.Memory;
import org.paramscope.data.Origin;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.SettingException;
import org.paramscope.data.Signal;
import org.paramscope.data.SignalLayout;
import org.paramscope.data.settings.Setting;

/**
 * A text file of columns under a header, separated by commas, semicolons or tabs (whichever the header
 * has most of), in UTF-8, numbers with a decimal point. A cell that is empty
 * or says NaN, NA, N/A or null is a missing value. A heading may carry a unit, as in
 * {@code gyr_y [rad/s]} or {@code hip_deg}. The file is streamed; what does not fit into memory is refused
 * with the figures.
 */
public final class Csv implements Dataset<Csv.Settings> {

    /**
     * What to read, and how.
     *
     * @param file the file
     * @param channels columns to read; empty: all but the time column
     * @param time the time column; empty: the first column when it is called t, time, seconds, year or the like
     * @param rate samples per unit of time; empty: from the time column, else one
     * @param rateUnit the unit of the rate, as in Hz or 1/year; empty: from the time column
     * @param unit of the values; empty: from the headings when they agree
     * @param seams rows, numbered from 0, that do not follow on the row before
     * @param first row, numbered from 0, that the series begins with
     * @param rows number of rows to read; 0: all from the first on
     */
    public record Settings(
            @Setting(label = "File", help = "text with a header; separated by commas, semicolons or tabs") Path file,
            @Setting(label = "Channels", optional = true, help = "columns to read; nothing: all but the time column") List<String> channels,
            @Setting(label = "Time column", optional = true, help = "nothing: the first column when it is called t, time, seconds, year or the like")
            String time,
            @Setting(label = "Rate", min = 1e-12, max = 1e12, help = "samples per unit of time; nothing: from the time column")
            OptionalDouble rate,
            @Setting(label = "Unit of the rate", optional = true, help = "Hz, 1/min, 1/h, 1/day, 1/month, 1/year, 1/sample; nothing: from the time column")
            String rateUnit,
            @Setting(label = "Unit of the values", optional = true, help = "nothing: from the headings") String unit,
            @Setting(label = "Seams", min = 1, optional = true, help = "rows, numbered from 0, that do not follow on the row before")
            List<Integer> seams,
            @Setting(label = "First row", min = 0, help = "numbered from 0; those before it are left out") int first,
            @Setting(label = "Rows", min = 0, help = "to read from the first on; 0: all") int rows) {

        public Settings {
            channels = List.copyOf(channels);
            seams = List.copyOf(new TreeSet<>(seams));
            if (!rateUnit.isEmpty()) {
                unitOf(rateUnit);
            }
            if (rows == 1) {
                throw new SettingException("rows", "1", "0 (all) or an integer of at least 2 is allowed");
            }
        }

        /** No file yet; everything else from the file. */
        public Settings() {
            this(Path.of(""), List.of(), "", OptionalDouble.empty(), "", "", List.of(), 0, 0);
        }

        /** All columns of a file. */
        public Settings(Path file) {
            this(file, List.of());
        }

        /** Some columns of a file. */
        public Settings(Path file, List<String> channels) {
            this(file, channels, "", OptionalDouble.empty(), "", "", List.of(), 0, 0);
        }

        private static RateUnit unitOf(String text) {
            try {
                return RateUnit.parse(text);
            } catch (SettingException e) {
                throw new SettingException("rateUnit", text, e.allowed());
            }
        }
    }

    @Override
    public Recording open(Settings s, Progress progress) throws DataException {
        return open(s, progress, Memory::available);
    }

    /** As above, with another notion of how much memory is free. */
    Recording open(Settings s, Progress progress, LongUnaryOperator available) throws DataException {
        TextScan scan = TextScan.of(s.file(), progress.part(0, 0.2));
        CsvHeader header = CsvHeader.of(s.file(), scan.firstLine());
        int time = header.timeColumn(s.time(), s.channels());
        int[] columns = header.channelColumns(s.channels(), time);
        boolean timed = time >= 0 && s.rate().isEmpty();
        RowRange range = RowRange.of(s, scan.rows());
        CsvTable table = new CsvTable(s.file(), header, columns, timed ? time : -1);
        table.requireMemory(range.count(), available);
        table.read(range, progress.part(0.2, 1));
        return recording(s, scan, header, columns, table, timed ? TimeAxis.of(header.headings().get(time), table.times()) : null);
    }

    private static Recording recording(Settings s, TextScan scan, CsvHeader header, int[] columns, CsvTable table, TimeAxis axis)
            throws DataException {
        List<String> names = new ArrayList<>();
        TreeSet<String> units = new TreeSet<>();
        for (int column : columns) {
            names.add(header.headings().get(column).name());
            units.add(header.headings().get(column).unit());
        }
        String unit = !s.unit().isEmpty() ? s.unit() : units.size() == 1 ? units.first() : "";
        String name = s.file().getFileName().toString().replaceFirst("\\.[^.]*$", "");
        Signal signal = new Signal(names.size() == 1 ? names.getFirst() : name, unit, clock(s, axis), table.values(), names,
                SignalLayout.CHANNELS, table.mask());
        TreeSet<Integer> seams = new TreeSet<>();
        if (axis != null) {
            seams.addAll(axis.gaps());
        }
        s.seams().stream().map(seam -> seam - s.first()).filter(seam -> seam > 0 && seam < signal.length()).forEach(seams::add);
        if (!s.seams().isEmpty() && s.seams().getLast() >= scan.rows()) {
            throw new DataException(s.file().toString(), "", "has " + scan.rows() + " rows, seam " + s.seams().getLast()
                    + " lies outside: seams from 1 to " + (scan.rows() - 1) + " are allowed");
        }
        Origin origin = new Origin(name, s.file().getFileName().toString(), "", false, scan.sha256());
        return new Recording(name, List.of(signal), List.of(), List.copyOf(seams), origin);
    }

    private static Clock clock(Settings s, TimeAxis axis) {
        RateUnit unit = s.rateUnit().isEmpty() ? null : RateUnit.parse(s.rateUnit());
        if (s.rate().isPresent()) {
            return Clock.regular(s.rate().getAsDouble(), unit == null ? RateUnit.HERTZ : unit);
        }
        return axis == null ? Clock.regular(1, unit == null ? RateUnit.PER_SAMPLE : unit) : axis.clock(unit);
    }
}
