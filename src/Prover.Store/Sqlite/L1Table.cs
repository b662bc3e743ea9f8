using Microsoft.Data.Sqlite;
using Prover.Pipeline;

namespace Prover.Store;

/// <summary>Transactions of the L1 sender as rows, each with the rows of its versions.</summary>
internal static class L1Table
{
    public static void Save(StoreConnection store, L1Transaction transaction)
    {
        Statement save = store.Prepare(SqlText.SaveL1Transaction)
            .Set("$nonce", Column.Ordered(transaction.Nonce))
            .Set("$chain", transaction.Job is { } job ? Column.Ordered(job.ChainId) : null)
            .Set("$number", (long?)transaction.Job?.BlockNumber)
            .Set("$state", Column.Name(transaction.State))
            .Set("$reason", transaction.Reason);
        SetInclusion(save, transaction.Inclusion);
        _ = save.Run();
        _ = store.Prepare(SqlText.RemoveL1Versions).Set("$nonce", Column.Ordered(transaction.Nonce)).Run();
        for (int place = 0; place < transaction.Versions.Count; place++)
        {
            Add(store, transaction.Nonce, place, transaction.Versions[place]);
        }
    }

    public static void Remove(StoreConnection store, ulong nonce) =>
        _ = store.Prepare(SqlText.RemoveL1Transaction).Set("$nonce", Column.Ordered(nonce)).Run();

    public static IReadOnlyList<L1Transaction> Select(StoreConnection store, ulong fromNonce) =>
        WithVersions(store, store.Prepare(SqlText.SelectL1Transactions).Set("$nonce", Column.Ordered(fromNonce)));

    public static IReadOnlyList<L1Transaction> SelectOf(StoreConnection store, JobId job) =>
        WithVersions(
            store,
            store.Prepare(SqlText.SelectL1TransactionsOfJob)
                .Set("$chain", Column.Ordered(job.ChainId)).Set("$number", job.BlockNumber));

    private static void Add(StoreConnection store, ulong nonce, int place, L1TransactionVersion version) =>
        _ = store.Prepare(SqlText.AddL1Version)
            .Set("$nonce", Column.Ordered(nonce))
            .Set("$place", place)
            .Set("$hash", version.Hash.ToArray())
            .Set("$max_fee", Column.Wei(version.MaxFeePerGas))
            .Set("$max_priority", Column.Wei(version.MaxPriorityFeePerGas))
            .Set("$signed", version.Signed.ToArray())
            .Set("$time", Column.Ticks(version.Time))
            .Run();

    private static void SetInclusion(Statement save, L1Inclusion? inclusion)
    {
        _ = save
            .Set("$included_hash", inclusion?.TransactionHash.ToArray())
            .Set("$included_number", inclusion is null ? null : Column.Bits(inclusion.BlockNumber))
            .Set("$included_block", inclusion?.BlockHash.ToArray())
            .Set("$included_succeeded", inclusion is null ? null : inclusion.Succeeded ? 1L : 0L)
            .Set("$included_gas", inclusion is null ? null : Column.Bits(inclusion.GasUsed))
            .Set("$included_price", inclusion is null ? null : Column.Wei(inclusion.GasPrice));
    }

    private static IReadOnlyList<L1Transaction> WithVersions(StoreConnection store, Statement select)
    {
        List<L1Transaction> bare = select.Rows(Convert);
        return [.. bare.Select(transaction => transaction with { Versions = Versions(store, transaction.Nonce) })];
    }

    private static List<L1TransactionVersion> Versions(StoreConnection store, ulong nonce) =>
        store.Prepare(SqlText.SelectL1Versions).Set("$nonce", Column.Ordered(nonce)).Rows(row =>
            new L1TransactionVersion(
                row.GetBytes32(0), row.GetWei(1), row.GetWei(2), row.GetBlob(3), row.GetTicks(4)));

    // Columns in the order of SqlText.L1Columns.
    private static L1Transaction Convert(SqliteDataReader row) => new()
    {
        Nonce = row.GetOrdered(0),
        Job = row.IsDBNull(1) ? null : row.GetJobId(1),
        State = row.GetName<L1TransactionState>(3),
        Versions = [],
        Inclusion = row.IsDBNull(5) ? null : ConvertInclusion(row),
        Reason = row.GetText(4),
    };

    private static L1Inclusion ConvertInclusion(SqliteDataReader row) => new(
        row.GetBytes32(5),
        row.GetBits(6),
        row.GetBytes32(7),
        row.GetInt64(8) != 0,
        row.GetBits(9),
        row.GetWei(10));
}
