using System.CommandLine;
using System.Globalization;
using Prover.Host.Bench;
using Prover.Host.Bench.Kernels;
using Prover.Host.Bench.Report;
using Prover.Host.Bench.Setting;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover bench kernels</c>: field products, MSM, NTT, Groth16, against known answers.</summary>
internal static class BenchKernelsCommand
{
    private const int MostThreads = 1024;

    public static Command Create(Terminal terminal)
    {
        Option<string?> isa = new("--isa") { Description = "Instruction-set level of the native device." };
        isa.AcceptOnlyFromAmong(NativeLevels.Names);
        Option<string> device = CommonOptions.Device();
        Option<string[]> threads = Many(
            "--threads", "Numbers of threads; default: 1 and, where there are two cores, 2.");
        Option<string[]> only = Many(
            "--only",
            $"Kernels to measure, NAME or NAME:K for size 2^K; names: {string.Join(", ", KernelNames.All)}.");
        Option<bool> quick = new("--quick") { Description = "Small sizes, short runs: for a look, not for figures." };
        Option<ulong> seed = new("--seed")
        {
            Description = "Where the inputs come from.",
            DefaultValueFactory = _ => 1,
        };
        Option<string?> json = new("--json") { Description = "The report's file." };
        Command command = new("kernels", "Measures what a proof is made of; each result is checked.")
        {
            isa, device, threads, only, quick, seed, json,
        };
        command.SetAction((parsed, cancel) =>
        {
            string? file = parsed.GetValue(json);
            OutputFile.CheckFolder(file);
            KernelBenchOptions options = new(
                parsed.GetValue(isa),
                parsed.GetRequiredValue(device),
                Threads(Split(parsed.GetValue(threads))),
                Split(parsed.GetValue(only)),
                parsed.GetValue(quick),
                parsed.GetValue(seed));
            KernelReport report = KernelBench.Run(terminal, options, cancel);
            if (file is not null)
            {
                OutputFile.WriteText(file, JsonText.Of(report));
            }

            KernelTable.Write(terminal, report);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    /// <summary>An option that takes several values, apart or with commas.</summary>
    private static Option<string[]> Many(string name, string description)
    {
        return new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true };
    }

    private static string[] Split(string[]? values)
    {
        return [.. (values ?? []).SelectMany(value =>
            value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    private static int[] Threads(string[] values)
    {
        return values.Length == 0
            ? Environment.ProcessorCount > 1 ? [1, 2] : [1]
            : [.. values.Select(Number).Distinct().Order()];
    }

    private static int Number(string text)
    {
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value is >= 1 and <= MostThreads
            ? value
            : throw new CommandException(
                ExitCode.Usage, $"--threads: expected numbers from 1 to {MostThreads}, found '{text}'");
    }
}
