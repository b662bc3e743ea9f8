using System.Numerics;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>A transaction of type 2, without an access list.</summary>
/// <remarks>
/// Source: EIP-1559: 0x02 ‖ rlp([chain id, nonce, priority fee, fee, gas, to, value, data, [], parity, r, s]).
/// </remarks>
/// <param name="ChainId">The chain that it is valid on.</param>
/// <param name="Nonce">The number of transactions that the sender sent before.</param>
/// <param name="MaxPriorityFeePerGas">Wei per gas for the proposer, at most.</param>
/// <param name="MaxFeePerGas">Wei per gas in all, at most.</param>
/// <param name="GasLimit">Gas that it may use.</param>
/// <param name="To">The receiver; null creates a contract.</param>
/// <param name="Value">Wei sent along.</param>
/// <param name="Data">Call data or creation code.</param>
public sealed record DynamicFeeTransaction(
    ulong ChainId,
    ulong Nonce,
    BigInteger MaxPriorityFeePerGas,
    BigInteger MaxFeePerGas,
    ulong GasLimit,
    EthAddress? To,
    BigInteger Value,
    ReadOnlyMemory<byte> Data)
{
    private const byte Type = 2;

    /// <summary>The hash that the sender signs.</summary>
    public byte[] SigningHash() => Keccak256.Hash([Type, .. Rlp.List(Fields())]);

    /// <summary>The signed transaction as it is sent.</summary>
    public byte[] Sign(EthereumAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        EthereumSignature signature = account.Sign(SigningHash());
        return
        [
            Type,
            .. Rlp.List(
            [
                .. Fields(), Rlp.Encode(signature.YParity), Number(signature.R.Span), Number(signature.S.Span),
            ]),
        ];
    }

    private static byte[] Number(ReadOnlySpan<byte> bigEndian) =>
        Rlp.Encode(new BigInteger(bigEndian, isUnsigned: true, isBigEndian: true));

    private byte[][] Fields() =>
    [
        Rlp.Encode(ChainId),
        Rlp.Encode(Nonce),
        Rlp.Encode(MaxPriorityFeePerGas),
        Rlp.Encode(MaxFeePerGas),
        Rlp.Encode(GasLimit),
        Rlp.Encode(To is { } to ? to.ToArray() : []),
        Rlp.Encode(Value),
        Rlp.Encode(Data.Span),
        Rlp.List(),
    ];
}
