using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>How to solve. The default is what production uses.</summary>
public sealed record SolveOptions
{
    /// <summary>Production: stop at the first failed assertion, show public values only.</summary>
    public static SolveOptions Default { get; } = new();

    /// <summary>
    /// Replaces hinted values: gets the honest value and returns the lie, or null to leave it. Later code of the
    /// circuit
    /// computes with the lie. For tests of soundness; implies <see cref="CollectFailures"/>.
    /// </summary>
    public Func<HintInfo, Fr, Fr?>? HintOverride { get; init; }

    /// <summary>
    /// One lie: the running number of a hinted value and what becomes of it. A failed assertion stops without a report.
    /// </summary>
    internal (int Index, Func<Fr, Fr> Change)? Lie { get; init; }

    /// <summary>Go on after a failed assertion and list all of them in <see cref="Witness.Failures"/>.</summary>
    public bool CollectFailures { get; init; }

    /// <summary>Show private values in reports. For tests only: reports go to logs.</summary>
    public bool RevealValues { get; init; }
}
