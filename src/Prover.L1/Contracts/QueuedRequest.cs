using System.Numerics;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>A request in the contract's queue, as its event tells it.</summary>
/// <param name="Position">Its position, from 0.</param>
/// <param name="Request">The request.</param>
/// <param name="QueueHash">The running hash of the queue that includes it.</param>
/// <param name="BlockNumber">The L1 block that it is in.</param>
public sealed record QueuedRequest(uint Position, L1Request Request, Bytes32 QueueHash, ulong BlockNumber)
{
    private const int AySplit = 200;

    /// <summary>Whether this stands right behind another request, or, behind none, first in the queue.</summary>
    internal bool Follows(QueuedRequest? before)
    {
        bool next = before is null ? Position == 0 : before.Position < uint.MaxValue && Position == before.Position + 1;
        return next && QueueHash == Rollup.QueueHash.Append(before?.QueueHash ?? default, Request);
    }

    /// <summary>Reads the arguments of an event RequestQueued.</summary>
    internal static QueuedRequest FromEvent(L1Log log, object[] arguments)
    {
        var word0 = (BigInteger)arguments[2];
        var word1 = (BigInteger)arguments[3];
        var word2 = (BigInteger)arguments[4];
        BigInteger ay = Bits(word1, 0, AySplit) | (Bits(word0, 193, 54) << AySplit);
        var identity = new AccountIdentity(
            (uint)Bits(word0, 161, 32),
            ToAddress(Bits(word0, 0, 160)),
            !Bits(word0, 160, 1).IsZero,
            Narrow.ToFr(ay, "a key"));
        var request = new L1Request(
            (OperationCode)(byte)Bits(word1, AySplit, 8),
            identity,
            (UInt128)Bits(word2, 0, 128),
            (uint)Bits(word2, 128, 32));
        if (!request.Words().Select(word => word.ToBigInteger()).SequenceEqual([word0, word1, word2]))
        {
            throw new L1Exception($"The record at queue position {arguments[0]} is not laid out as it should be.");
        }

        return new QueuedRequest(
            Narrow.ToUInt32(arguments[0], "a queue position"), request, (Bytes32)arguments[5], log.BlockNumber);
    }

    private static BigInteger Bits(BigInteger word, int from, int count) =>
        (word >> from) & ((BigInteger.One << count) - 1);

    private static EthAddress ToAddress(BigInteger value)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return new EthAddress([.. new byte[EthAddress.Size - bytes.Length], .. bytes]);
    }
}
