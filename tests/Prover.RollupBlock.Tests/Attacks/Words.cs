using System.Numerics;
using Prover.Algebra;
using Prover.Circuits;

namespace Prover.RollupBlock.Tests;

/// <summary>The numbers of the specification (circuits/README.md), written down once more for the attacks.</summary>
internal static class Words
{
    /// <summary>Nonce + 1 and count + 1 in the state of an account.</summary>
    public static readonly Fr Step = Power(160) + Power(208);

    /// <summary>The flag of an account that is still to be created.</summary>
    public static readonly Fr Fresh = Power(232);

    /// <summary>The key of everything unused.</summary>
    public static readonly Fr Reserved = Power(33);

    /// <summary>The key of the first padding entry.</summary>
    public static readonly Fr Padding = Power(32);

    /// <summary>2^exponent.</summary>
    public static Fr Power(int exponent) => Fr.FromUInt64(2).Pow(exponent);

    /// <summary>A number, also a negative one.</summary>
    public static Fr Number(BigInteger value) => Fr.Reduce(value);

    /// <summary>What stands in an input.</summary>
    public static Fr ValueOf(in Wire input) =>
        input.TryGetConstant(out Fr value) ? value : throw new InvalidOperationException("The circuit is in use.");

    /// <summary>flag ? a : b for a flag that need not be 0 or 1.</summary>
    public static Fr Blend(in Fr flag, in Fr a, in Fr b) => (flag * (a - b)) + b;
}
