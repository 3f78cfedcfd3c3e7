package org.paramscope.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.PeriodEvidence;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;

class BvhTest {

    static final String LEG = """
            HIERARCHY
            ROOT Hips
            {
              OFFSET 0 0 0
              CHANNELS 4 Xposition Yposition Zposition Zrotation
              JOINT Left Leg {
                OFFSET 0 -1.5 0
                CHANNELS 2 Xrotation Yrotation
                End Site
                {
                  OFFSET 0 -4e-1 0
                }
              }
            }
            MOTION
            Frames: 4
            Frame Time: .0333333
            0 1 0 170 10 5
            1 1 0 -175 20 5
            2 1 0 -170 30 5

            3 1 0 175 20 5
            """;

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("leg.bvh"), text);
    }

    private Recording read(List<String> joints, BvhChannels channels) throws Exception {
        return new Bvh().open(new Bvh.Settings(file(LEG), joints, channels), Progress.none());
    }

    @Test
    void anglesGoOnBeyondHalfATurn() throws Exception {
        Recording r = read(List.of(), BvhChannels.ROTATION);
        Signal s = r.signal();
        assertEquals("leg", r.name());
        assertEquals(List.of("Hips.Zrotation", "Left Leg.Xrotation"), s.channels(), "the constant Yrotation is left out");
        assertArrayEquals(new double[] {170, 185, 190, 175}, s.values().column(0).toArray(), 1e-12);
        assertArrayEquals(new double[] {10, 20, 30, 20}, s.values().column(1).toArray());
        assertEquals(Clock.regular(30, RateUnit.HERTZ), s.clock());
        assertEquals("deg", s.unit());
    }

    @Test
    void jointsAndKindsAreChosen() throws Exception {
        assertEquals(NumericArray.of(new double[] {0, 1, 2, 3}, 4, 1), read(List.of(), BvhChannels.POSITION).signal().values());
        Recording both = read(List.of("Hips"), BvhChannels.ALL);
        assertEquals(List.of("rotation", "position"), both.signals().stream().map(Signal::name).toList());
        assertEquals(List.of("Hips.Xposition"), both.signals().get(1).channels());
        DataException unknown = assertThrows(DataException.class, () -> read(List.of("Foot"), BvhChannels.ALL));
        assertTrue(unknown.getMessage().endsWith("has no joint 'Foot': Hips, Left Leg are allowed"), unknown.getMessage());
        assertThrows(DataException.class, () -> read(List.of("Left Leg"), BvhChannels.POSITION));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HIERARCHY|HIERARCHIE|line 1: is 'HIERARCHIE': 'HIERARCHY' is needed",
        "Frames: 4|Frames: 5|frame is missing",
        "Frames: 4|Frames: 999999999|the file ends after 5 of 999999999 frames",
        "Frames: 4|Frames: 3|line 22: follows on the last of 3 frames: nothing is allowed",
        "Frames: 4|Frames: four|line 16: has 'four' frames: an integer of at least 2 is needed",
        ".0333333|0|line 17: has the frame time '0': a positive number of seconds is needed",
        "2 1 0 -170 30 5|2 1 0 -170 30|line 20: has 5 numbers, the joints have 6 channels: a number for each is needed",
        "2 1 0 -170 30 5|2 1 0 -170 NaN 5|line 20: 'NaN' is no number: a number from -1e100 to 1e100 with a decimal point is needed",
        "CHANNELS 2|CHANNELS 3|line 8: is 'CHANNELS 3 Xrotation Yrotation': CHANNELS, their number and as many distinct names are needed",
        "2 Xrotation|2 Wrotation|line 8: has the channel 'Wrotation': Xposition",
        "JOINT Left Leg|JOINT Hips|line 6: two joints are named 'Hips'",
        "OFFSET 0 -1.5 0|OFFSET 0 -1.5|line 7: has 2 numbers: OFFSET has three",
        "MOTION|}|line 15: is '}': 'ROOT' and a name, or 'MOTION', is needed",
        "End Site|End Sight|line 9: is 'End Sight': 'End Site' within a joint is needed",
    })
    void whatIsWrongIsToldWithItsLine(String was, String is, String says) throws Exception {
        Path file = file(LEG.replaceFirst("\\Q" + was + "\\E", is));
        DataException e = assertThrows(DataException.class, () -> new Bvh().open(new Bvh.Settings(file), Progress.none()));
        assertEquals(1, e.getMessage().lines().count());
        assertTrue(e.getMessage().startsWith(file.toString()) && e.getMessage().contains(says), e.getMessage());
    }

    /** Sizes and periods as the files' own notes give them. */
    @ParameterizedTest
    @CsvSource({"pymo_AV_8Walk_Meredith_HVHA_Rep1, 1064, 120, 23, 72, LeftUpLeg.Xrotation, 0.983", "ad_zombie, 779, 30, 27, 84, RightUpLeg.Xrotation, 1.6"})
    void recordedWalks(String name, int frames, double rate, int joints, int channels, String leg, double period) throws Exception {
        Path path = SharedFiles.find("limb-bvh/" + name + ".bvh");
        BvhFile file = BvhFile.read(path, Progress.none());
        assertEquals(joints, file.joints().size());
        assertEquals(channels, file.channels().size());
        Recording r = new Bvh().open(new Bvh.Settings(path), Progress.none());
        assertEquals(frames, r.signal().length());
        assertEquals(Clock.regular(rate, RateUnit.HERTZ), r.signal().clock());
        assertTrue(r.signal().channelCount() > 20);
        PeriodEvidence evidence = PeriodEvidence.of(r.signal(leg), List.of());
        assertEquals(period * rate, evidence.period().orElseThrow(() -> new AssertionError(evidence.text())).samples(), 1.5, evidence.text());
    }

    @Test
    void jumpingJacks() throws Exception {
        Recording r = new Bvh().open(new Bvh.Settings(SharedFiles.find("limb-bvh/ad_jumping_jacks.bvh")), Progress.none());
        assertEquals(125, r.signal().length());
        assertEquals(Clock.regular(30, RateUnit.HERTZ), r.signal().clock());
    }
}
