namespace Prover.Circuits;

/// <summary>How to solve. The default is what production uses.</summary>
/// <remarks>To play a prover who cheats see <see cref="Testing.Forger"/>.</remarks>
public sealed record SolveOptions
{
    /// <summary>Production: stop at the first failed assertion, show public values only.</summary>
    public static SolveOptions Default { get; } = new();

    /// <summary>
    /// Replaces hinted values: gets the honest value and returns the lie, or null to leave it. Later code of the
    /// circuit computes with the lie. Only <see cref="Testing.Forger"/> sets it.
    /// </summary>
    internal HintLie? HintOverride { get; init; }

    /// <summary>One lie: the running number of a hinted value and what becomes of it.</summary>
    internal (int Index, Func<Algebra.Fr, Algebra.Fr> Change)? Lie { get; init; }

    /// <summary>
    /// Go on after a failed assertion and list all of them in <see cref="Witness.Failures"/>. A report for people, no
    /// proof of soundness: a linear assertion among them is no row of the final system and refuses nobody.
    /// </summary>
    public bool CollectFailures { get; init; }

    /// <summary>Show private values in reports. For tests only: reports go to logs.</summary>
    public bool RevealValues { get; init; }
}
