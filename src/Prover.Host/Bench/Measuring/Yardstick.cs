using Prover.Compute;
using Prover.Compute.Native;
using Prover.Host.Bench.Setting;
using Prover.Host.Cli;

namespace Prover.Host.Bench.Measuring;

/// <summary>The time of one field product on this machine now: what all other times are divided by.</summary>
/// <remarks>
/// The product of the best level that the native library has on this CPU (8-way where there is AVX-512 IFMA), whatever
/// level or device is being measured, so that ratios of all of them compare; without the library that of the device. It
/// is sampled anew beside each measurement: a machine that is slower for a minute is slower for both.
/// </remarks>
internal sealed class Yardstick : IDisposable
{
    private const int SamplesEach = 5;

    private readonly FieldProducts products;
    private readonly NativeIsa? level;
    private readonly List<double> all = [];
    private readonly int rounds;

    /// <param name="device">The device that is measured.</param>
    /// <param name="seed">Where the factors come from.</param>
    /// <param name="sampleMs">Milliseconds of one of the five samples.</param>
    public Yardstick(IComputeDevice device, ulong seed, double sampleMs)
    {
        bool native = NativeLibraryLoader.Load().IsLoaded;
        level = native ? NativeInfo.AvailableIsas.Max() : null;
        products = native ? FieldProducts.Native(seed) : FieldProducts.Of(device, seed);
        rounds = AtLevel(() => Calibrate(sampleMs));
    }

    /// <summary>The level of the product; null without the native library.</summary>
    public string? Isa => level is NativeIsa isa ? NativeLevels.NameOf(isa) : null;

    /// <summary>One line: whose product this is.</summary>
    public string Description => products.Description;

    /// <summary>All samples so far, nanoseconds per product.</summary>
    public IReadOnlyList<double> All => all;

    /// <summary>Nanoseconds of CPU time per product: the median of five samples.</summary>
    /// <exception cref="CommandException">A product was wrong.</exception>
    public double Sample()
    {
        double sample = AtLevel(() =>
        {
            Span<double> times = stackalloc double[SamplesEach];
            for (int i = 0; i < times.Length; i++)
            {
                times[i] = CpuMs(rounds) * 1e6 / ((double)rounds * FieldProducts.Count);
            }

            return SampleStatistics.MedianOf(times);
        });
        all.Add(sample);
        return sample;
    }

    public void Dispose() => products.Dispose();

    private T AtLevel<T>(Func<T> body) => level is NativeIsa isa ? NativeLevels.At(isa, body) : body();

    private int Calibrate(double sampleMs)
    {
        int count = 16;
        double ms = CpuMs(count);
        while (ms < sampleMs && count < 1 << 20)
        {
            count *= 2;
            ms = CpuMs(count);
        }

        return count;
    }

    private double CpuMs(int count)
    {
        products.Rewind();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        products.Run(count);
        double ms = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        return products.IsRight(count)
            ? ms
            : throw new CommandException(ExitCode.Device, $"wrong field products: {products.Description}");
    }
}
