using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>The public data of a block: the vector W, every word at a fixed place for given capacities.</summary>
/// <remarks>
/// circuits/README.md, "Public words". Unused words are 0; every word but the two roots is below 2^248.
/// </remarks>
public static class PublicWords
{
    /// <summary>Words before the L1 records: two roots, domain, header.</summary>
    public const int HeaderWords = 4;

    /// <summary>Words per new account.</summary>
    public const int WordsPerNewAccount = 3;

    /// <summary>Words per withdrawal.</summary>
    public const int WordsPerWithdrawal = 2;

    /// <summary>The position of the first word of L1 record <paramref name="k"/>.</summary>
    public static int RecordAt(int k) => HeaderWords + (L1Request.WordCount * k);

    /// <summary>The position of the outcome of L1 slot <paramref name="k"/>.</summary>
    public static int OutcomeAt(BlockCapacities capacities, int k) => RecordAt(capacities.L1Slots) + k;

    /// <summary>The position of touched account <paramref name="j"/>.</summary>
    public static int TouchedAt(BlockCapacities capacities, int j) => OutcomeAt(capacities, capacities.L1Slots) + j;

    /// <summary>The position of the first word of new account <paramref name="j"/>.</summary>
    public static int CreatedAt(BlockCapacities capacities, int j) =>
        TouchedAt(capacities, capacities.Touched) + (WordsPerNewAccount * j);

    /// <summary>The position of the first word of withdrawal <paramref name="k"/>.</summary>
    public static int WithdrawalAt(BlockCapacities capacities, int k) =>
        CreatedAt(capacities, capacities.NewAccounts) + (WordsPerWithdrawal * k);

    /// <summary>W of a sealed block.</summary>
    public static Fr[] Of(ExecutedBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        L1Request[] requests = [.. block.Requests.Select(slot => slot.Request)];
        return Build(block.Header, requests, StateDiff.Of(block), block.Capacities);
    }

    /// <summary>W from what L1 has: the header, the records of its queue, and the diff.</summary>
    /// <exception cref="ArgumentException">A list is longer than its capacity.</exception>
    public static Fr[] Build(
        BlockHeader header, IReadOnlyList<L1Request> requests, StateDiff diff, BlockCapacities capacities)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(capacities);
        RequireFit(requests.Count, capacities.L1Slots);
        var words = new Fr[capacities.Words];
        words[0] = header.OldRoot;
        words[1] = header.NewRoot;
        words[2] = header.Domain.ToFr();
        words[3] = HeaderWord(header, requests.Count);
        for (int k = 0; k < requests.Count; k++)
        {
            requests[k].Words().CopyTo(words, RecordAt(k));
        }

        PlaceDiff(words, diff, capacities);
        return words;
    }

    /// <summary>
    /// Whether time and account count have the width that word 3 gives them; the types see to the rest.
    /// </summary>
    public static bool Fits(BlockHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.Time >> SignedFields.TimeBits == 0 && header.AccountCount <= TreeShape.IndexLimit;
    }

    /// <summary>
    /// blockNumber(32) + blockTime(40) + accountCountBefore(33) + l1Operations(16) + firstQueuePosition(32).
    /// </summary>
    public static Fr HeaderWord(BlockHeader header, int l1Operations)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new FrPacker()
            .Append(header.Number, 32)
            .Append(header.Time, SignedFields.TimeBits)
            .Append(header.AccountCount, 33)
            .Append((uint)l1Operations, 16)
            .Append(header.FirstQueuePosition, 32)
            .ToFr();
    }

    /// <summary>Places what a diff says into W; the rest stays as it is.</summary>
    /// <exception cref="ArgumentException">A list is longer than its capacity.</exception>
    public static void PlaceDiff(Span<Fr> words, StateDiff diff, BlockCapacities capacities)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(capacities);
        RequireFit(diff.Touched.Count, capacities.Touched);
        RequireFit(diff.Created.Count, capacities.NewAccounts);
        RequireFit(diff.Withdrawals.Count, capacities.Withdrawals);
        foreach (Payout payout in diff.Payouts)
        {
            RequireFit(payout.Slot + 1, capacities.L1Slots);
            words[OutcomeAt(capacities, payout.Slot)] = OutcomeWord(payout);
        }

        for (int j = 0; j < diff.Touched.Count; j++)
        {
            words[TouchedAt(capacities, j)] = TouchedWord(diff.Touched[j]);
        }

        for (int j = 0; j < diff.Created.Count; j++)
        {
            PlaceNewAccount(words[CreatedAt(capacities, j)..], diff.Created[j]);
        }

        for (int k = 0; k < diff.Withdrawals.Count; k++)
        {
            PlaceWithdrawal(words[WithdrawalAt(capacities, k)..], diff.Withdrawals[k]);
        }
    }

    private static Fr OutcomeWord(Payout payout) =>
        new FrPacker().Append(payout.Amount, 128).Append(payout.Token, 32).ToFr();

    private static Fr TouchedWord(TouchedAccount account) => new FrPacker()
        .Append(account.Delta.Magnitude, 128)
        .Append(account.Delta.Falls ? 1u : 0u, 1)
        .Append((uint)account.NonceIncrement, 16)
        .Append(account.Index, 32)
        .ToFr();

    private static void PlaceNewAccount(Span<Fr> words, NewAccount account)
    {
        words[0] = IdentityWords.High(account.Identity);
        words[1] = IdentityWords.Low(account.Identity, OperationCode.Noop);
        words[2] = new FrPacker().Append(account.Balance, 128).Append((uint)account.Nonce, 16).ToFr();
    }

    private static void PlaceWithdrawal(Span<Fr> words, PaidWithdrawal withdrawal)
    {
        words[0] = new FrPacker().Append(withdrawal.L1Address).Append(withdrawal.Token, 32).ToFr();
        words[1] = new FrPacker().Append(withdrawal.Amount, 128).ToFr();
    }

    private static void RequireFit(int count, int capacity)
    {
        if (count > capacity)
        {
            throw new ArgumentException($"{count} do not fit a capacity of {capacity}.");
        }
    }
}
