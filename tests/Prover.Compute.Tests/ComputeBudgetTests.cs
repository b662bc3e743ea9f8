using Xunit;

namespace Prover.Compute.Tests;

public sealed class ComputeBudgetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Ranges_cover_everything_once(int threads)
    {
        foreach (int length in new[] { 0, 1, 9, 10, 11, 1000 })
        {
            int[] seen = new int[length];
            new ComputeBudget(threads).ForRanges(length, 10, (start, count) =>
            {
                for (int i = start; i < start + count; i++)
                {
                    _ = Interlocked.Increment(ref seen[i]);
                }
            });

            Assert.All(seen, times => Assert.Equal(1, times));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_exception_of_a_piece_comes_out_as_it_is(int threads)
    {
        _ = Assert.Throws<InvalidDataException>(() => new ComputeBudget(threads).For(
            100, i => throw new InvalidDataException()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Cancelling_stops_between_pieces(int threads)
    {
        using var source = new CancellationTokenSource();
        int ran = 0;

        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => new ComputeBudget(threads, Cancellation: source.Token).For(1_000_000, _ =>
            {
                _ = Interlocked.Increment(ref ran);
                source.Cancel();
            }));
        Assert.InRange(ran, 1, threads);
    }

    [Fact]
    public void A_budget_without_threads_is_refused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ComputeBudget(0));
    }

    [Fact]
    public void Progress_rises_to_one()
    {
        var seen = new List<double>();
        new ComputeBudget(1, new Recorder(seen)).For(4, _ => { });

        Assert.Equal([0.25, 0.5, 0.75, 1.0], seen);
    }

    private sealed class Recorder(List<double> seen) : IProgress<double>
    {
        public void Report(double value) => seen.Add(value);
    }
}
