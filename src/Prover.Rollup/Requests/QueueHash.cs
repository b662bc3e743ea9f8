using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>The running hash of the queue on L1: h₀ = 0, hᵢ₊₁ = keccak256(hᵢ ‖ word 0 ‖ word 1 ‖ word 2).</summary>
public static class QueueHash
{
    /// <summary>The hash after one more record, from the hash before it.</summary>
    public static Bytes32 Append(Bytes32 before, L1Request request)
    {
        Span<byte> preimage = stackalloc byte[Bytes32.Size * (1 + L1Request.WordCount)];
        before.CopyTo(preimage);
        int offset = Bytes32.Size;
        foreach (Fr word in request.Words())
        {
            word.CopyBytes(preimage[offset..]);
            offset += Bytes32.Size;
        }

        return new Bytes32(Keccak256.Hash(preimage));
    }

    /// <summary>The hash after all these records, in order.</summary>
    public static Bytes32 Append(Bytes32 before, IEnumerable<L1Request> requests) =>
        requests.Aggregate(before, Append);
}
