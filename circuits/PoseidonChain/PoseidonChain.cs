using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Gadgets;

namespace Prover.Circuit.PoseidonChain;

/// <summary>"I know x with hₙ = y": h₀ = h₁ = x and hᵢ₊₁ = Poseidon(hᵢ, hᵢ₋₁), y public. A load of any
/// size.</summary>
/// <remarks>
/// Constraints: 240 a link. Nearly all of the wires are as wide as the field, so that no prover gets by with small
/// scalars, and the columns are as short as in a real circuit: the usual yardstick of Groth16 provers.
/// </remarks>
public sealed class PoseidonChain : ICircuit
{
    /// <summary>Rows of one link.</summary>
    public const int ConstraintsPerLink = 240;

    /// <summary>Links of the circuit that the program makes when it is not told a number: a domain of 2^14.</summary>
    public const int DefaultLinks = 68;

    /// <summary>The end of the chain.</summary>
    [Public]
    public Wire Y;

    /// <summary>The secret start.</summary>
    public Wire X;

    /// <summary>A chain of <see cref="DefaultLinks"/> links.</summary>
    public PoseidonChain()
        : this(DefaultLinks)
    {
    }

    /// <summary>A chain of that many links, at least one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No link.</exception>
    public PoseidonChain(int links)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(links, 1);
        Links = links;
    }

    /// <summary>n, the number of hashes.</summary>
    public int Links { get; }

    /// <summary>The most links whose rows fit a domain of 2^log: 68, 273, 1092, 4369 for 14, 16, 18, 20.</summary>
    /// <param name="log">8 … 27.</param>
    public static int LinksThatFill(int log)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(log, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log, 27);
        return ((1 << log) - 2) / ConstraintsPerLink; // one row for the public input, one for the constant
    }

    /// <summary>The assignment of a chain that starts with <paramref name="x"/>.</summary>
    public static PoseidonChain Assign(int links, in Fr x)
    {
        var assigned = new PoseidonChain(links) { X = x };
        Fr previous = x;
        Fr last = x;
        for (int i = 0; i < links; i++)
        {
            (previous, last) = (last, Poseidon.Hash(in last, in previous));
        }

        assigned.Y = last;
        return assigned;
    }

    /// <inheritdoc/>
    public void Define(CircuitBuilder cs)
    {
        ArgumentNullException.ThrowIfNull(cs);
        Wire previous = X;
        Wire last = X;
        for (int i = 0; i < Links; i++)
        {
            (previous, last) = (last, PoseidonGadget.Hash(cs, last, previous));
        }

        cs.AssertEqual(last, Y);
    }
}
