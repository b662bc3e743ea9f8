using System.Globalization;
using Prover.Host.Bench.Measuring;
using Prover.Host.Cli;

namespace Prover.Host.Bench.Kernels;

/// <summary>Which kernels are measured in which sizes.</summary>
internal static class KernelPlan
{
    private const int Batch = 100;
    private const int QuickBatch = 4;

    /// <summary>The kernels that take a size on the command line, with the least and the greatest k of 2^k.</summary>
    private static readonly Dictionary<string, (int Least, int Most)> LogRanges = new(StringComparer.Ordinal)
    {
        [KernelNames.MsmG1] = (1, 24),
        [KernelNames.MsmG2] = (1, 22),
        [KernelNames.Ntt] = (1, 26),
        [KernelNames.Setup] = (8, 22),
        [KernelNames.Prove] = (8, 22),
    };

    /// <summary>The whole list; the quick one is for a look and for tests: the same kernels, small.</summary>
    public static IReadOnlyList<KernelSpec> Default(bool quick)
    {
        return
        [
            new(KernelNames.FieldProduct, FieldProducts.Count),
            .. Powers(KernelNames.MsmG1, quick ? [8, 10] : [14, 16, 18, 20]),
            .. Powers(KernelNames.MsmG2, quick ? [8] : [14, 16, 18]),
            .. Powers(KernelNames.Ntt, quick ? [8, 10] : [12, 14, 16, 18, 20, 22]),
            .. Powers(KernelNames.Setup, quick ? [8] : [14, 16, 18, 20]),
            .. Powers(KernelNames.Prove, quick ? [8] : [14, 16, 18, 20]),
            new(KernelNames.Verify, 1),
            new(KernelNames.VerifyBatch, quick ? QuickBatch : Batch),
        ];
    }

    /// <summary>The part of the list that the user wants.</summary>
    /// <param name="quick">Small sizes.</param>
    /// <param name="only">Empty for all; otherwise NAME, FAMILY (what stands before a dot) or NAME:K for size
    /// 2^K, which need not be in the list.</param>
    /// <exception cref="CommandException">There is no such kernel or size.</exception>
    public static IReadOnlyList<KernelSpec> Select(bool quick, IReadOnlyList<string> only)
    {
        IReadOnlyList<KernelSpec> all = Default(quick);
        if (only.Count == 0)
        {
            return all;
        }

        return [.. only.SelectMany(wanted => Matching(wanted, all)).Distinct()
            .OrderBy(spec => Array.IndexOf(KernelNames.All, spec.Name)).ThenBy(spec => spec.Size)];
    }

    private static IEnumerable<KernelSpec> Powers(string name, int[] logs)
    {
        return logs.Select(log => KernelSpec.OfLog(name, log));
    }

    private static KernelSpec[] Matching(string wanted, IReadOnlyList<KernelSpec> all)
    {
        string name = wanted.Split(':')[0];
        if (wanted != name)
        {
            return [WithSize(name, wanted[(name.Length + 1)..])];
        }

        KernelSpec[] found = [.. all.Where(spec =>
            spec.Name == name || spec.Name.StartsWith(name + ".", StringComparison.Ordinal))];
        return found.Length > 0 ? found : throw Unknown(name);
    }

    private static KernelSpec WithSize(string name, string log)
    {
        if (!KernelNames.All.Contains(name))
        {
            throw Unknown(name);
        }

        if (!LogRanges.TryGetValue(name, out (int Least, int Most) range))
        {
            throw new CommandException(ExitCode.Usage, $"--only {name}:{log}: {name} has one size only");
        }

        return int.TryParse(log, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value >= range.Least && value <= range.Most
            ? KernelSpec.OfLog(name, value)
            : throw new CommandException(
                ExitCode.Usage,
                $"--only {name}:{log}: expected the k of a size 2^k, {range.Least} to {range.Most}");
    }

    private static CommandException Unknown(string name)
    {
        return new CommandException(
            ExitCode.Usage, $"no kernel '{name}': expected one of {string.Join(", ", KernelNames.All)}");
    }
}
