using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>The message of a signed operation: M = Poseidon(m₀ … m₄).</summary>
public static class OperationMessage
{
    /// <summary>m₀ … m₄ as in the specification's table.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fee or validUntil do not fit their widths.</exception>
    public static Fr[] Slots(in Domain domain, SignedFields fields) =>
    [
        domain.ToFr(),
        new FrPacker()
            .Append((byte)fields.Code, 8)
            .Append(fields.Sender, 32)
            .Append(fields.Receiver, 32)
            .Append(fields.Token, 32)
            .Append(fields.Nonce, 32)
            .Append(fields.ValidUntil, SignedFields.TimeBits)
            .ToFr(),
        new FrPacker().Append(fields.Amount, 128).Append(fields.Fee, SignedFields.FeeBits).ToFr(),
        fields.To.Packed,
        fields.To.Ay,
    ];

    /// <summary>M, the number that is signed with EdDSA-Poseidon.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fee or validUntil do not fit their widths.</exception>
    public static Fr Compute(in Domain domain, SignedFields fields) => Poseidon.Hash(Slots(in domain, fields));
}
