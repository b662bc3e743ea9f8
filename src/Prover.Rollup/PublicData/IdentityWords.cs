using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>An identity as two words, the same way in L1 records and in a block's new accounts.</summary>
internal static class IdentityWords
{
    private const int SplitInLimb = 200 - (3 * 64);

    /// <summary>owner(161) + token(32) + ay≫200 (54).</summary>
    public static Fr High(in AccountIdentity identity)
    {
        Span<ulong> ay = stackalloc ulong[4];
        identity.Ay.CopyCanonical(ay);
        return new FrPacker()
            .Append(identity.L1Address)
            .Append(identity.Sign ? 1u : 0u, 1)
            .Append(identity.Token, 32)
            .Append(ay[3] >> SplitInLimb, 54)
            .ToFr();
    }

    /// <summary>ay mod 2^200 (200) + code(8); the code is 0 for a new account.</summary>
    public static Fr Low(in AccountIdentity identity, OperationCode code)
    {
        Span<ulong> ay = stackalloc ulong[4];
        identity.Ay.CopyCanonical(ay);
        return new FrPacker()
            .Append(new UInt128(ay[1], ay[0]), 128)
            .Append(ay[2], 64)
            .Append(ay[3] & ((1UL << SplitInLimb) - 1), SplitInLimb)
            .Append((byte)code, 8)
            .ToFr();
    }
}
