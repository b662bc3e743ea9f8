using System.Numerics;
using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <content>Events, workers, transactions of the L1 sender, settings.</content>
public abstract partial class JobStoreContract
{
    [Fact]
    public async Task Events_are_numbered_from_1_and_come_back_as_they_were()
    {
        RandomRows rows = new(51);
        JobEvent[] events = [.. Enumerable.Range(0, 30).Select(_ => rows.Event(rows.Id()))];
        List<JobEvent> stored = [];
        await WriteAsync(store => stored.AddRange(events.Select(store.Append)));
        Assert.Equal(events.Select((happened, i) => happened with { Sequence = i + 1 }), stored);
        await ReadAsync(store => Assert.Equal(stored, store.Events(0, null, 100)));
    }

    [Fact]
    public async Task Events_have_no_gaps_where_changes_throw_and_others_write()
    {
        RandomRows rows = new(52);
        JobEvent happened = rows.Event(new JobId(1, 1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                await WriteAsync(store => _ = store.Append(happened with { Attempt = task }));
                await Assert.ThrowsAsync<FormatException>(() => WriteAsync(store =>
                {
                    _ = store.Append(happened);
                    throw new FormatException();
                }));
            }
        })));
        await ReadAsync(store => Assert.Equal(
            Enumerable.Range(1, 80).Select(i => (long)i),
            store.Events(0, null, 1000).Select(one => one.Sequence)));
    }

    [Fact]
    public async Task Events_are_found_by_number_by_job_and_up_to_a_limit()
    {
        RandomRows rows = new(53);
        JobId[] jobs = [new(1, 1), new(1, 2), new(ulong.MaxValue, 1)];
        await WriteAsync(store =>
        {
            for (int i = 0; i < 30; i++)
            {
                _ = store.Append(rows.Event(jobs[i % 3]));
            }
        });
        await ReadAsync(store =>
        {
            Assert.Equal([3L, 6L, 9L], store.Events(0, jobs[2], 3).Select(one => one.Sequence));
            Assert.Equal([26L, 29L], store.Events(23, jobs[1], 10).Select(one => one.Sequence));
            Assert.Equal([29L, 30L], store.Events(28, null, 10).Select(one => one.Sequence));
            Assert.Equal([1L, 2L], store.Events(0, null, 2).Select(one => one.Sequence));
            Assert.Empty(store.Events(30, null, 10));
            Assert.Empty(store.Events(0, new JobId(2, 1), 10));
        });
    }

    [Fact]
    public async Task Workers_come_by_name_and_are_replaced_whole()
    {
        RandomRows rows = new(54);
        string[] names = ["B/cpu", "a/cpu", "a/gpu", "b/cpu", "ä/cpu"];
        List<WorkerRecord> expected = [];
        for (int round = 0; round < 5; round++)
        {
            expected = [.. names.Select(rows.Worker)];
            await WriteAsync(store => Enumerable.Reverse(expected).ToList().ForEach(store.Save));
        }

        await ReadAsync(store => Assert.Equal(expected, store.Workers()));
    }

    [Theory]
    [InlineData(61)]
    [InlineData(62)]
    public async Task Every_field_of_a_transaction_and_its_versions_comes_back(int seed)
    {
        RandomRows rows = new(seed);
        SortedDictionary<ulong, L1Transaction> expected = [];
        for (int i = 0; i < 60; i++)
        {
            ulong nonce = rows.Below(3) == 0 ? rows.Number() : (ulong)rows.Below(10);
            L1Transaction transaction = rows.Transaction(nonce, rows.Below(3) == 0 ? null : rows.Id());
            expected[nonce] = transaction;
            await WriteAsync(store => store.Save(transaction));
        }

        await ReadAsync(store =>
        {
            RowAssert.Same([.. expected.Values], store.L1Transactions(0));
            RowAssert.Same(
                [.. expected.Values.Where(one => one.Nonce >= 1UL << 63)], store.L1Transactions(1UL << 63));
        });
    }

    [Fact]
    public async Task A_fee_may_be_any_word_of_256_bits()
    {
        BigInteger most = BigInteger.Pow(2, 256) - 1;
        L1Transaction sent = new RandomRows(63).Transaction(0, new JobId(1, 1)) with
        {
            Versions =
            [
                new L1TransactionVersion(default, most, most - 1, new byte[] { 1 }, default),
                new L1TransactionVersion(default, 0, 1, ReadOnlyMemory<byte>.Empty, default),
            ],
            Inclusion = new L1Inclusion(default, ulong.MaxValue, default, true, ulong.MaxValue, most),
        };
        await WriteAsync(store => store.Save(sent));
        await ReadAsync(store => RowAssert.Same([sent], store.L1Transactions(0)));
    }

    [Fact]
    public async Task Transactions_are_found_by_nonce_and_by_job()
    {
        RandomRows rows = new(64);
        JobId job = new(1, 1);
        JobId other = new(1, 2);
        L1Transaction[] sent =
        [
            rows.Transaction(4, job), rows.Transaction(5, other), rows.Transaction(6, null), rows.Transaction(7, job),
        ];
        await WriteAsync(store => Array.ForEach([.. sent.Reverse()], store.Save));
        await ReadAsync(store =>
        {
            RowAssert.Same(sent[1..], store.L1Transactions(5));
            RowAssert.Same([sent[0], sent[3]], store.L1TransactionsOf(job));
            Assert.Empty(store.L1TransactionsOf(new JobId(2, 1)));
            Assert.Empty(store.L1Transactions(8));
        });
    }

    [Fact]
    public async Task A_removed_transaction_is_gone_with_its_versions()
    {
        RandomRows rows = new(65);
        L1Transaction one = rows.Transaction(1, new JobId(1, 1));
        L1Transaction again = rows.Transaction(1, null);
        await WriteAsync(store => store.Save(one));
        await WriteAsync(store =>
        {
            store.RemoveL1Transaction(1);
            store.RemoveL1Transaction(2);
        });
        await ReadAsync(store => Assert.Empty(store.L1Transactions(0)));
        await WriteAsync(store => store.Save(again));
        await ReadAsync(store => RowAssert.Same([again], store.L1Transactions(0)));
    }

    [Fact]
    public async Task A_setting_is_the_last_value_that_was_set()
    {
        await ReadAsync(store => Assert.Null(store.Setting("name")));
        await WriteAsync(store => store.SetSetting("name", "one"));
        await WriteAsync(store =>
        {
            store.SetSetting("name", "");
            store.SetSetting("Name", "another");
        });
        await ReadAsync(store =>
        {
            Assert.Equal("", store.Setting("name"));
            Assert.Equal("another", store.Setting("Name"));
        });
    }
}
