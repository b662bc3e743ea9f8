using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>Logs in a long range of blocks, on nodes that answer for a short one.</summary>
public sealed class LogSearchTests
{
    private const ulong Head = 100_000;

    [Theory]
    [InlineData(Head, Head)]
    [InlineData(Head, 99_990)]
    [InlineData(Head, 3)]
    [InlineData(10_000, 50_000)]
    [InlineData(500, 98_700)]
    [InlineData(500, 0)]
    public async Task What_is_there_is_found_whatever_range_the_node_allows(ulong allowed, ulong where)
    {
        var node = new ShortSighted(allowed, where);
        L1Log found = Assert.Single(await LogSearch.LatestAsync(node, Filter(0), default));
        Assert.Equal(where, found.BlockNumber);
    }

    [Theory]
    [InlineData(Head)]
    [InlineData(700)]
    public async Task What_is_not_there_is_not_found_and_nothing_is_left_out(ulong allowed)
    {
        var node = new ShortSighted(allowed, 40);
        Assert.Empty(await LogSearch.LatestAsync(node, Filter(41), default));
        Assert.Equal(41ul, node.Covered.Min(range => range.First));
        Assert.Equal(Head, node.Covered.Max(range => range.Last));
        ulong blocks = node.Covered.Aggregate(0ul, (sum, range) => sum + range.Last - range.First + 1);
        Assert.Equal(Head - 40, blocks);
    }

    [Fact]
    public async Task A_contract_younger_than_the_head_that_the_node_tells_is_asked_for_once()
    {
        var node = new ShortSighted(Head, 1);
        Assert.Empty(await LogSearch.LatestAsync(node, Filter(Head + 5), default));
        Assert.Single(node.Covered);
    }

    [Fact]
    public async Task A_node_that_refuses_every_range_fails()
    {
        var node = new ShortSighted(10, 1);
        _ = await Assert.ThrowsAsync<L1Exception>(() => LogSearch.LatestAsync(node, Filter(0), default));
    }

    private static L1LogFilter Filter(ulong from) => new(default, null, from);

    private sealed class ShortSighted(ulong allowed, ulong where) : IL1Client
    {
        public List<(ulong First, ulong Last)> Covered { get; } = [];

        public EthAddress? Sender => null;

        public Task<L1Head> GetHeadAsync(CancellationToken cancel) => Task.FromResult(new L1Head(Head, 0));

        public Task<IReadOnlyList<L1Log>> GetLogsAsync(L1LogFilter filter, CancellationToken cancel)
        {
            (ulong first, ulong last) = (filter.FromBlock, filter.ToBlock!.Value);
            if (last - first + 1 > allowed && last - first > 0)
            {
                throw new L1Exception("the range is too long");
            }

            Covered.Add((first, last));
            return Task.FromResult<IReadOnlyList<L1Log>>(
                where >= first && where <= last ? [new L1Log(default, [], default, where, default)] : []);
        }

        public Task<ulong> GetChainIdAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<L1FeeData> GetFeeDataAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<byte[]> CallAsync(L1Call call, CancellationToken cancel) => throw new NotSupportedException();

        public Task<Bytes32> SendAsync(L1Call call, CancellationToken cancel) => throw new NotSupportedException();

        public Task<L1Receipt?> GetReceiptAsync(Bytes32 transactionHash, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
