using Prover.Compute;
using Prover.Compute.Native;
using Prover.Host.Bench.Kernels;
using Prover.Host.Bench.Measuring;
using Prover.Host.Bench.Report;
using Prover.Host.Bench.Setting;
using Prover.Host.Catalog;
using Prover.Host.Cli;

namespace Prover.Host.Bench;

/// <summary>Measures the kernels of a device: from the command line to the report.</summary>
internal static class KernelBench
{
    /// <summary>CPU time that a run should take, long against the clock's step; less for a quick look.</summary>
    private const double SampleMs = 100, QuickSampleMs = 2;

    /// <summary>CPU time of a sample of the yardstick.</summary>
    private const double YardstickMs = 4, QuickYardstickMs = 0.5;

    /// <summary>Runs the whole bench.</summary>
    /// <exception cref="CommandException">A result was wrong.</exception>
    /// <exception cref="DeviceException">The device or the level does not work here.</exception>
    public static KernelReport Run(Terminal terminal, KernelBenchOptions options, CancellationToken cancel)
    {
        IReadOnlyList<KernelSpec> specs = KernelPlan.Select(options.Quick, options.Only);
        using IComputeDevice device = Open(terminal, options);
        return Run(terminal, options, specs, device, cancel);
    }

    /// <summary>Runs the bench on a device that is there.</summary>
    public static KernelReport Run(
        Terminal terminal,
        KernelBenchOptions options,
        IReadOnlyList<KernelSpec> specs,
        IComputeDevice device,
        CancellationToken cancel)
    {
        string isa = device.Name == NativeDevice.DeviceName
            ? NativeLevels.NameOf(NativeInfo.SelectedIsa)
            : CpuFacts.ManagedLevel;
        Func<YardstickFacts, BenchEnvironment> environment =
            EnvironmentFacts.Read(device, isa, options.Seed, options.Quick);
        using var yardstick = new Yardstick(device, options.Seed, options.Quick ? QuickYardstickMs : YardstickMs);
        using var keys = new TemporaryKeys();
        using var progress = new BenchProgress(terminal, specs.Count);
        RunPlan plan = options.Quick
            ? new RunPlan(options.Threads, QuickSampleMs, TimeSpan.Zero, isa)
            : new RunPlan(options.Threads, SampleMs, TimeSpan.FromSeconds(1), isa);
        var runner = new CaseRunner(device, plan, yardstick, progress, cancel);
        List<KernelResult> results = [];
        foreach (KernelGroup group in KernelGroup.Of(specs, device, keys, options.Seed))
        {
            using (group)
            {
                results.AddRange(group.Cases.SelectMany(kernel => Measure(kernel, runner, progress)));
            }
        }

        return new KernelReport { Environment = environment(Facts(yardstick)), Results = results };
    }

    private static IReadOnlyList<KernelResult> Measure(KernelCase kernel, CaseRunner runner, BenchProgress progress)
    {
        using (kernel)
        {
            progress.Start(kernel.Spec);
            IReadOnlyList<KernelResult> results = runner.Measure(kernel);
            foreach (KernelResult result in results)
            {
                progress.Say(KernelTable.Line(result));
            }

            return results;
        }
    }

    /// <summary>The device; a level that was asked for belongs to the native one.</summary>
    private static IComputeDevice Open(Terminal terminal, KernelBenchOptions options)
    {
        if (options.Isa is null)
        {
            return Devices.Choose(options.Device, terminal);
        }

        if (options.Device is not (DeviceChoice.Auto or NativeDevice.DeviceName))
        {
            throw new CommandException(
                ExitCode.Usage,
                $"--isa {options.Isa} is a level of device {NativeDevice.DeviceName}; found --device {options.Device}");
        }

        NativeLevels.Select(options.Isa);
        return Devices.Choose(NativeDevice.DeviceName, terminal);
    }

    private static YardstickFacts Facts(Yardstick yardstick)
    {
        SampleStatistics all = SampleStatistics.Of(yardstick.All.ToArray());
        return new YardstickFacts(
            yardstick.Description,
            yardstick.Isa,
            Samples.Short(all.Median),
            Samples.Short(all.Min),
            Samples.Short(all.Max));
    }
}

/// <summary>What the user wants measured.</summary>
/// <param name="Isa">A level of the native library; null for the device's own choice.</param>
/// <param name="Device">A device's name, or auto.</param>
/// <param name="Threads">Numbers of threads, ascending, without doublets.</param>
/// <param name="Only">Kernels; empty for all.</param>
/// <param name="Quick">Small sizes and short runs.</param>
/// <param name="Seed">Where the inputs come from.</param>
internal sealed record KernelBenchOptions(
    string? Isa, string Device, int[] Threads, IReadOnlyList<string> Only, bool Quick, ulong Seed);
