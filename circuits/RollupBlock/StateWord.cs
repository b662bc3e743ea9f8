using System.Numerics;
using Prover.Algebra;

namespace Prover.Circuit.RollupBlock;

/// <summary>The changing state of an account inside a block as one field element, and the marks around it.</summary>
/// <remarks>
/// v = balance(128) + 0(32) + nonce(32) + 0(16) + count(16) + 0(8) + fresh(1): the leaf's packed slot, the number of
/// operations that the account signed in this block, and the flag of an account that is still to be created.
/// The gaps make a wrong decomposition visible: a nonce wrong by k shifts the balance by k·2^160, far out of its range.
/// </remarks>
internal static class StateWord
{
    /// <summary>Bit position of the nonce.</summary>
    public const int NonceShift = 160;

    /// <summary>Bit position of the number of operations signed in this block.</summary>
    public const int CountShift = 208;

    /// <summary>Width of a balance and of an amount.</summary>
    public const int BalanceBits = 128;

    /// <summary>Width of a fee.</summary>
    public const int FeeBits = 96;

    /// <summary>Width of a nonce.</summary>
    public const int NonceBits = 32;

    /// <summary>Width of a token id.</summary>
    public const int TokenBits = 32;

    /// <summary>Width of an account index.</summary>
    public const int IndexBits = 32;

    /// <summary>Width of an L1 address.</summary>
    public const int AddressBits = 160;

    /// <summary>Width of the upper part of ay in a public word.</summary>
    public const int KeyHighBits = 54;

    /// <summary>Width of the lower part of ay in a public word.</summary>
    public const int KeyLowBits = 200;

    /// <summary>What one signed operation adds to v besides moving the balance: nonce + 1, count + 1.</summary>
    public static readonly Fr SignedStep = Power(NonceShift) + Power(CountShift);

    /// <summary>State of an account that is posted as new but not created yet.</summary>
    public static readonly Fr Fresh = Power(232);

    /// <summary>What stands before the first state of a group.</summary>
    public static readonly Fr Begin = Power(240);

    /// <summary>What stands behind the last state of a group.</summary>
    public static readonly Fr End = Power(241);

    /// <summary>The key of everything unused; no account index reaches it.</summary>
    public static readonly Fr ReservedKey = Power(33);

    /// <summary>2^exponent as a field element, exponent below 254.</summary>
    public static Fr Power(int exponent) => Fr.FromBigInteger(BigInteger.One << exponent);
}
