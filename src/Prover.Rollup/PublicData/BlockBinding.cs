using System.Numerics;
using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>
/// How the public words are bound to a proof: the circuit computes C and y, L1 chooses z by content and computes y too.
/// </summary>
/// <remarks>circuits/README.md, "Binding". Two different vectors agree at z with probability at most |W|/r.</remarks>
public static class BlockBinding
{
    private const int WordsPerRound = 15;

    /// <summary>C: h ← |W|, then h ← Poseidon(h, next 15 words), the last group padded with zeros.</summary>
    public static Fr Commit(ReadOnlySpan<Fr> words)
    {
        var h = Fr.FromUInt64((ulong)words.Length);
        Span<Fr> round = stackalloc Fr[1 + WordsPerRound];
        for (int start = 0; start < words.Length; start += WordsPerRound)
        {
            ReadOnlySpan<Fr> group = words.Slice(start, Math.Min(WordsPerRound, words.Length - start));
            round[0] = h;
            group.CopyTo(round[1..]);

            // Not the whole span: .NET 10.0.12 with AVX-512 takes a Clear of constant length out of the loop, as if the
            // zeros of stackalloc were still there.
            round[(1 + group.Length)..].Clear();
            h = Poseidon.Hash(round);
        }

        return h;
    }

    /// <summary>y = Σ Wᵢ·zⁱ.</summary>
    public static Fr Evaluate(ReadOnlySpan<Fr> words, in Fr z)
    {
        Fr y = Fr.Zero;
        for (int i = words.Length - 1; i >= 0; i--)
        {
            y = (y * z) + words[i];
        }

        return y;
    }

    /// <summary>
    /// z = keccak256(C ‖ circuitId ‖ oldRoot ‖ newRoot ‖ W₂ ‖ W₃ ‖ queueHash ‖ keccak256(diff)) mod r.
    /// </summary>
    /// <param name="c">C.</param>
    /// <param name="header">Gives circuit id and the queue's hash after the block.</param>
    /// <param name="words">W, of which the first four words enter.</param>
    /// <param name="diff">The posted bytes.</param>
    public static Fr Challenge(in Fr c, BlockHeader header, ReadOnlySpan<Fr> words, ReadOnlySpan<byte> diff)
    {
        ArgumentNullException.ThrowIfNull(header);
        Span<byte> preimage = stackalloc byte[8 * Bytes32.Size];
        c.CopyBytes(preimage);
        header.CircuitId.CopyTo(preimage[Bytes32.Size..]);
        for (int i = 0; i < PublicWords.HeaderWords; i++)
        {
            words[i].CopyBytes(preimage[((2 + i) * Bytes32.Size)..]);
        }

        header.QueueHashAfter.CopyTo(preimage[(6 * Bytes32.Size)..]);
        Keccak256.Hash(diff, preimage[(7 * Bytes32.Size)..]);
        return Fr.Reduce(new BigInteger(Keccak256.Hash(preimage), isUnsigned: true, isBigEndian: true));
    }
}
