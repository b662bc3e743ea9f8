using System.Numerics;
using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>What the prover supplies for <see cref="FixedBaseMultiplication"/>.</summary>
internal static class FixedBaseHints
{
    /// <summary>Outputs before the windows: σ and c.</summary>
    public const int Head = 2;

    /// <summary>Outputs per window: d, λ, and u, v of the sum.</summary>
    public const int PerWindow = 4;

    /// <summary>All outputs.</summary>
    public const int Count = Head + (PerWindow * FixedBaseTable.Windows);

    /// <summary>Input: S. An S that is not below ℓ is taken modulo ℓ; the constraints then fail.</summary>
    public static void Compute(ReadOnlySpan<Fr> inputs, Span<Fr> outputs)
    {
        FixedBaseTable table = FixedBaseTable.Instance;
        SignedDigits digits = SignedDigits.Of(BigInteger.Remainder(inputs[0].ToBigInteger(), BabyJubjub.SubgroupOrder));
        bool threefold = digits.IsPlus(SignedDigits.Count - 1) != digits.Negative;
        outputs[0] = digits.Negative ? -Fr.One : Fr.One;
        outputs[1] = threefold ? Fr.One : Fr.Zero;

        BabyProjective[] sums = new BabyProjective[FixedBaseTable.Windows + 1];
        BabyProjective[] added = new BabyProjective[FixedBaseTable.Windows + 1];
        sums[0] = BabyProjective.From(table.Starts[(threefold ? 2 : 0) + (digits.Negative ? 1 : 0)]);
        added[0] = sums[0];
        for (int window = 0; window < FixedBaseTable.Windows; window++)
        {
            int d = digits.Window(3 * window);
            outputs[Head + (PerWindow * window)] = d < 0 ? -Fr.FromUInt64((ulong)-d) : Fr.FromUInt64((ulong)d);
            added[window + 1] = BabyProjective.From(table.Point(window, d));
            sums[window + 1] = BabyProjective.Add(in sums[window], in added[window + 1]);
        }

        WriteChain(MontgomeryCurve.FromEdwards(sums), MontgomeryCurve.FromEdwards(added), outputs[Head..]);
    }

    private static void WriteChain(MontgomeryValue[] sums, MontgomeryValue[] added, Span<Fr> outputs)
    {
        Fr[] inverses = new Fr[FixedBaseTable.Windows];
        for (int i = 0; i < inverses.Length; i++)
        {
            inverses[i] = sums[i].U - added[i + 1].U;
        }

        BatchInversion.Invert<Fr>(inverses);
        for (int i = 0; i < inverses.Length; i++)
        {
            Span<Fr> row = outputs.Slice(PerWindow * i, PerWindow);
            row[1] = (sums[i].V - added[i + 1].V) * inverses[i];
            row[2] = sums[i + 1].U;
            row[3] = sums[i + 1].V;
        }
    }
}
