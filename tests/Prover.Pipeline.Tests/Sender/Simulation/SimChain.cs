using System.Buffers.Binary;
using System.Numerics;
using Prover.Rollup;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>An L1 in memory: blocks, forks, a pool with nonces and fees, one account and one contract.</summary>
internal sealed class SimChain
{
    /// <summary>Gas of a submission; a payment takes 21,000.</summary>
    public const ulong SubmissionGas = 400_000;

    private readonly SortedDictionary<ulong, SimTransaction> _pool = [];
    private int _forks;

    public SimChain(BigInteger balance, BigInteger baseFee)
    {
        BaseFee = baseFee;
        Blocks.Add(new SimBlock(0, Name(0), 0, 0, balance, baseFee, []));
    }

    /// <summary>The chain as it is now, from block 0.</summary>
    public List<SimBlock> Blocks { get; } = [];

    /// <summary>What the next block burns.</summary>
    public BigInteger BaseFee { get; set; }

    public SimBlock Head => Blocks[^1];

    public IReadOnlyCollection<SimTransaction> Pool => _pool.Values;

    /// <summary>The account's next nonce, those in the pool that are in a row included.</summary>
    public ulong PendingNonce
    {
        get
        {
            ulong nonce = Head.Nonce;
            while (_pool.ContainsKey(nonce))
            {
                nonce++;
            }

            return nonce;
        }
    }

    /// <summary>Takes a transaction into the pool, by the rules of nodes; null, or why not.</summary>
    public string? Submit(SimTransaction sent)
    {
        if (sent.Nonce < Head.Nonce)
        {
            return "nonce too low";
        }

        if (sent.Gas * sent.MaxFee > Head.Balance)
        {
            return "insufficient funds for gas * price + value";
        }

        if (_pool.TryGetValue(sent.Nonce, out SimTransaction? old))
        {
            if (old.Hash == sent.Hash)
            {
                return "already known";
            }

            if (sent.MaxFee * 10 < old.MaxFee * 11 || sent.Tip * 10 < old.Tip * 11)
            {
                return "replacement transaction underpriced";
            }
        }

        _pool[sent.Nonce] = sent;
        return null;
    }

    public bool IsPooled(Bytes32 hash) => _pool.Values.Any(sent => sent.Hash == hash);

    public void Drop(ulong nonce) => _pool.Remove(nonce);

    /// <summary>Makes somebody else's transaction win its nonce in the next block, whatever is in the pool.</summary>
    public void Force(SimTransaction foreign) => _pool[foreign.Nonce] = foreign;

    /// <summary>One more block, with what the pool has for it.</summary>
    public void Mine(bool empty = false)
    {
        SimBlock before = Head;
        Bytes32 hash = Name(before.Number + 1);
        List<(SimTransaction, L1Inclusion)> mined = [];
        (ulong nonce, uint rollup, BigInteger balance) = (before.Nonce, before.RollupBlock, before.Balance);
        while (!empty && _pool.TryGetValue(nonce, out SimTransaction? next) && next.MaxFee >= BaseFee)
        {
            bool good = next.Block == 0 || next.Block == rollup + 1;
            rollup += good && next.Block != 0 ? 1u : 0u;
            ulong gas = next.Block == 0 ? SenderFiller.Gas : SubmissionGas;
            var price = BigInteger.Min(next.MaxFee, BaseFee + next.Tip);
            balance -= gas * price;
            mined.Add((next, new L1Inclusion(next.Hash, before.Number + 1, hash, good, gas, price)));
            _ = _pool.Remove(nonce++);
        }

        foreach (ulong stale in _pool.Keys.Where(old => old < nonce).ToArray())
        {
            _ = _pool.Remove(stale);
        }

        Blocks.Add(new SimBlock(before.Number + 1, hash, nonce, rollup, balance, BaseFee, mined));
    }

    /// <summary>Takes the last blocks back; what was in them goes into the pool again or is lost.</summary>
    public void TakeBack(int depth, Func<bool> keeps)
    {
        for (int i = 0; i < depth && Blocks.Count > 1; i++)
        {
            foreach ((SimTransaction sent, _) in Head.Mined.Where(_ => keeps()))
            {
                _ = _pool.TryAdd(sent.Nonce, sent);
            }

            Blocks.RemoveAt(Blocks.Count - 1);
        }

        _forks++;
    }

    /// <summary>Where a transaction is in the chain; null if it is not.</summary>
    public L1Inclusion? Find(Bytes32 hash) => Blocks
        .SelectMany(block => block.Mined)
        .FirstOrDefault(mined => mined.Inclusion.TransactionHash == hash).Inclusion;

    /// <summary>Somebody sends the account money, or takes it.</summary>
    public void SetBalance(BigInteger balance) => Blocks[^1] = Head with { Balance = balance };

    private Bytes32 Name(ulong number)
    {
        byte[] text = new byte[12];
        BinaryPrimitives.WriteUInt64BigEndian(text, number);
        BinaryPrimitives.WriteInt32BigEndian(text.AsSpan(8), _forks);
        return ContentHash.Of(text).Value;
    }
}
