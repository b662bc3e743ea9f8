using Prover.Algebra;
using Prover.Compute.Native;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

[Collection(NativeLevel.Name)]
public sealed class NativeLibraryTests(ITestOutputHelper output)
{
    private readonly Samples _samples = new(output);

    [Fact]
    public void A_missing_library_is_named_with_the_way_to_build_it()
    {
        string path = Path.Combine(Path.GetTempPath(), "no-such-folder", "libprover_native.so");

        NativeLibraryState state = NativeLibraryLoader.Probe(path);

        Assert.False(state.IsLoaded);
        Assert.Equal($"{path} does not exist; cmake builds it from native/", state.Reason);
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused_in_one_line()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "not a library");

            Assert.Equal($"{path} is not a library for this system", NativeLibraryLoader.Probe(path).Reason);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_library_of_another_kind_is_refused_for_its_version()
    {
        string path = Directory.GetFiles(
            Path.GetDirectoryName(
                typeof(object).Assembly.Location)!, "libSystem.Native.*").FirstOrDefault(string.Empty);
        if (path.Length > 0)
        {
            string? reason = NativeLibraryLoader.Probe(path).Reason;
            Assert.Contains("has ABI version no, expected 1", reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_relative_path_is_refused() =>
        Assert.Throws<ArgumentException>(() => NativeLibraryLoader.Load("libprover_native.so"));

    [NativeFact]
    public void The_library_says_what_it_is()
    {
        Assert.StartsWith("prover_native ", NativeInfo.BuildInfo, StringComparison.Ordinal);
        Assert.Contains(NativeIsa.Portable, NativeInfo.AvailableIsas);
        NativeInfo.SelectIsa(NativeIsa.Portable);
        Assert.Equal(NativeIsa.Portable, NativeInfo.SelectedIsa);
        NativeInfo.SelectIsa(NativeIsa.Auto);
        Assert.Contains(NativeInfo.SelectedIsa, NativeInfo.AvailableIsas);
        Assert.True(NativeInfo.ResidentIsMontgomery);
        using var device = new NativeDevice();
        Assert.StartsWith("native: ", device.Description, StringComparison.Ordinal);
    }

    [NativeFact]
    public void Vectors_match_the_field()
    {
        Fr[] a = [Fr.Zero, Fr.One, Samples.Largest, .. _samples.Scalars(20)];
        Fr[] b = [Samples.Largest, .. _samples.Scalars(20), Fr.Zero, Fr.One];
        var result = new Fr[a.Length];

        NativeFr.MultiplyAdd(result, a, b, a);
        Assert.Equal(a.Zip(b, (x, y) => (x * y) + x), result);
        NativeFr.Invert(result, a, new Fr[a.Length]);
        Assert.Equal(a.Select(x => x.Inverse()), result);
        NativeFr.Powers(result, a[3], b[2]);
        Assert.Equal(a[3] * b[2].Pow(22), result[22]);
        Assert.Equal(a.Zip(b, (x, y) => x * y).Aggregate((x, y) => x + y), NativeFr.Dot(a, b));
        _ = Assert.Throws<ArgumentException>(() => NativeFr.Add(result, a, new Fr[3]));
        _ = Assert.Throws<ArgumentException>(() => NativeFr.Invert(result, a, result));
    }

    [NativeFact]
    public void Canonical_form_is_that_of_the_field()
    {
        Fr[] values = [Fr.Zero, Fr.One, Samples.Largest, .. _samples.Scalars(5)];
        var canonical = new Fr[values.Length];
        NativeConversion.Convert(canonical, values, NativeForm.Montgomery, NativeForm.Canonical);
        for (int i = 0; i < values.Length; i++)
        {
            ulong[] limbs = new ulong[4];
            values[i].CopyCanonical(limbs);
            Assert.Equal(
                limbs,
                System.Runtime.InteropServices.MemoryMarshal.Cast<Fr, ulong>(canonical.AsSpan(i, 1)).ToArray());
        }

        NativeConversion.Convert(canonical, canonical, NativeForm.Canonical, NativeForm.Resident);
        NativeConversion.Convert(canonical, canonical, NativeForm.Resident, NativeForm.Montgomery);
        Assert.Equal(values, canonical);
    }

    [NativeFact]
    public void Points_off_the_curve_are_found()
    {
        G1Affine[] g1 = [.. _samples.PointsG1(3), G1Affine.Identity];
        G2Affine[] g2 = [.. _samples.PointsG2(3), G2Affine.Identity];
        Assert.True(NativeConversion.AreValid(g1, out _));
        Assert.True(NativeConversion.AreValid(g2, out _));

        System.Runtime.InteropServices.MemoryMarshal.Cast<G1Affine, Fq>(g1.AsSpan(2, 1))[1] = Fq.One;
        System.Runtime.InteropServices.MemoryMarshal.Cast<G2Affine, Fq>(g2.AsSpan(1, 1))[3] = Fq.One;
        Assert.False(NativeConversion.AreValid(g1, out int bad));
        Assert.Equal(2, bad);
        Assert.False(NativeConversion.AreValid(g2, out bad));
        Assert.Equal(1, bad);
    }

    [NativeFact]
    public void A_running_sum_stops_within_two_seconds_of_the_cancellation()
    {
        using var device = new NativeDevice();
        const int Count = 1 << 17;
        using ResidentFrVector scalars = device.UploadFr(_samples.Scalars(Count));
        using var memory = new AlignedBuffer<G2Affine>(Count);
        device.MultiplyFixedBase(G2Affine.Generator, scalars, memory.Memory, new ComputeBudget(2));
        using ResidentG2 points = device.LoadG2(memory.Memory);

        // Cancelled after a quarter of the time that a whole sum takes. On a busy machine that time may mislead, and
        // the sum come to its end: then once more.
        var whole = System.Diagnostics.Stopwatch.StartNew();
        _ = device.Msm(points, scalars, new ComputeBudget(2));
        TimeSpan quarter = whole.Elapsed / 4;
        for (int attempt = 0; attempt < 8; attempt++)
        {
            using var cancellation = new TimedCancellation(quarter);
            try
            {
                _ = device.Msm(points, scalars, new ComputeBudget(2, Cancellation: cancellation.Token));
                quarter /= 2;
            }
            catch (OperationCanceledException)
            {
                Assert.InRange(cancellation.Since().TotalSeconds, 0, 2);
                return;
            }
        }

        Assert.Fail("no sum was stopped by its cancellation");
    }
}
